// Moving tasks without a pointer: Alt with the arrows; the arrows alone go from task to task.
import { part } from "../../rooms/markup.js"
import { key as single } from "../../rooms/keys.js"
import { desk } from "./desk.js"
import { place, step } from "./moves.js"

const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" }
const panel = document.querySelector("tasks-panel")

export function go(key, way) {
  if (desk.reading) return desk.reading
  const { words, ...fields } = step(desk.view, key, way)
  if (words) return words
  desk.act("move", key, fields)
  return place(desk.view, key)
}

panel.addEventListener("keydown", (event) => {
  const row = event.target.closest(".task")
  const way = wayOf(event.key)
  if (!row || !way || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.altKey) {
    event.preventDefault() // the browser would go back a page
    if (!event.target.matches("textarea")) desk.say(go(row.dataset.key, way))
  } else if ((way === "up" || way === "down") && !event.target.matches("textarea")) {
    event.preventDefault()
    neighbour(row, way, event.target.dataset.part)
  }
})

// Into the list and out of it, whichever way it is written.
function wayOf(key) {
  const other = getComputedStyle(panel).direction === "rtl" && { ArrowRight: "out", ArrowLeft: "in" }[key]
  return other || WAYS[key]
}

function neighbour(row, way, name) {
  const to = way === "up" ? row.previousElementSibling : row.nextElementSibling
  if (to) part(to, name)?.focus()
}

single("t", "add a task", () => desk.reading || panel.dispatchEvent(new Event("tasks:add")))
single("Alt ↑ ↓", "in the tasks: move this one")
single("Alt → ←", "in the tasks: make it a sub-task, or not any more")
