// The room's link, copied; where a browser may not copy, it is selected to be copied by hand.
import { part, say } from "./markup.js"
import { page } from "./room.js"

const SHOWN = 2_000

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-invite]")
  if (!button) return
  const label = part(button, "label")
  label.dataset.words ??= label.textContent
  try {
    await navigator.clipboard.writeText(page.address)
    say(label, "Link copied")
  } catch {
    prompt("The link to this room", page.address)
    return
  }
  setTimeout(() => say(label, label.dataset.words), SHOWN)
})
