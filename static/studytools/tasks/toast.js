// What was just removed, with the way back; and what was lost because somebody else removed it.
import { part, say } from "../../rooms/markup.js"
import { desk } from "./desk.js"
import { queue } from "./queue.js"

const SHOWN = 10_000 // ms
const panel = document.querySelector("tasks-panel")
const toast = part(panel, "toast")
let removal = null // {client_id, key, list, act}; `wanted` back before it was acknowledged
let timer = 0

export function remove(key) {
  const { title } = desk.view.get(key)
  removal = { key, list: desk.list, client_id: desk.act("remove", key, {}) }
  show(`Removed “${title}”.`, true)
}

queue.on("sent", ({ client_id, act }) => {
  if (client_id !== removal?.client_id) return
  removal.act = act
  if (removal.wanted) back()
})

queue.on("lost", (words) => show(words, false))

part(toast, "undo").addEventListener("click", () => {
  removal.wanted = !queue.drop(removal)
  if (removal.wanted && removal.act) back()
  hide()
  desk.say("It is back.")
})

for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer))
for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, () => linger())

function back() {
  queue.add(removal.list, "undo", removal.key, { act: removal.act })
}

function show(words, undoable) {
  say(part(toast, "told"), words)
  part(toast, "undo").hidden = !undoable
  toast.hidden = false
  linger()
}

function linger() {
  clearTimeout(timer)
  timer = setTimeout(hide, SHOWN)
}

function hide() {
  toast.hidden = true
}
