// What single keys do wherever nothing is being typed; "?" lists them. Who speaks to the computer can switch them off.
import { openSheet } from "./sheets.js"
import { keep, recall } from "./storage.js"

const acts = new Map() // letter → {words, act}
const typing = (element) => element.matches("input, textarea, select, [contenteditable]")

// `letter` does `act`, which the list calls `words`; without an act it only stands in the list.
export function key(letter, words, act = null) {
  acts.set(letter, { words, act })
}

export const single = {
  keys: acts,

  get on() {
    return recall("my/keys") !== "off"
  },

  set on(on) {
    keep("my/keys", on ? "on" : "off")
  },
}

document.addEventListener("keydown", (event) => {
  const act = event.key === "?" ? () => openSheet("keys") : single.on && acts.get(event.key.toLowerCase())?.act
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (typing(event.target) || document.querySelector("dialog[open]")) return
  event.preventDefault()
  act()
})
