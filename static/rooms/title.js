// The tab's title, put together from what the parts of the page have to say: "(2) 18:42 Focus – Organic chemistry".
import { page } from "./room.js"

const parts = { mark: "", lead: "" }

export function entitle(part, words) {
  parts[part] = words
  draw()
}

document.addEventListener("room:renamed", draw)

function draw() {
  const words = parts.lead ? `${parts.lead} – ${page.name}` : `${page.name} – SyncRoom`
  const title = parts.mark ? `${parts.mark} ${words}` : words
  if (document.title !== title) document.title = title
}
