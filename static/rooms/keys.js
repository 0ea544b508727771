// What single keys do wherever nothing is being typed, and the list of it under "?". Who speaks to the computer can switch them off.
import { copy, part, say } from "./markup.js"
import { keep, recall } from "./storage.js"

const dialog = document.getElementById("keys")
const single = part(dialog, "single")
const acts = new Map()
const typing = (element) => element.matches("input, textarea, select, [contenteditable]")

// `letter` does `act`, which the list calls `words`.
export function key(letter, words, act) {
  acts.set(letter, act)
  const row = copy("key")
  say(part(row, "key"), letter)
  say(part(row, "words"), words)
  part(dialog, "list").append(row)
}

document.addEventListener("keydown", (event) => {
  const act = event.key === "?" ? () => dialog.showModal() : single.checked && acts.get(event.key.toLowerCase())
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (typing(event.target) || document.querySelector("dialog[open]")) return
  event.preventDefault()
  act()
})

document.addEventListener("click", ({ target }) => target.closest("[data-keys]") && dialog.showModal())

single.checked = recall("my/keys") !== "off"
single.addEventListener("change", () => keep("my/keys", single.checked ? "on" : "off"))
