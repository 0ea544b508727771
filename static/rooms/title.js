// The tab's title, put together from what the parts of the page have to say: "(2) 18:42 Focus – Organic chemistry".
// What rings comes before what is asked, and that before what runs.
import { page } from "./room.js"

const parts = { mark: "", ring: "", ask: "", lead: "" }

export function entitle(part, words) {
  parts[part] = words
  draw()
}

document.addEventListener("room:renamed", draw)

function draw() {
  const lead = parts.ring || parts.ask || parts.lead
  const words = lead ? `${lead} – ${page.name}` : `${page.name} – SyncRoom`
  const title = parts.mark ? `${parts.mark} ${words}` : words
  if (document.title !== title) document.title = title
}
