// Moving tasks without a pointer: Alt with the arrows; the arrows alone go from task to task.
import { LEVELS } from "./board.js"
import { part } from "../../rooms/markup.js"
import { key as single } from "../../rooms/keys.js"
import { desk } from "./desk.js"

export function step(view, key, way) {
  const parent = view.parent(key)
  const siblings = parent ? view.parts(parent) : view.parts("").filter((one) => !view.get(one).done_at === !view.get(key).done_at)
  return steps[way]({ view, key, parent, siblings, at: siblings.indexOf(key) })
}

// Where it stands now, in words.
export function place(view, key) {
  const parent = view.parent(key)
  const siblings = view.parts(parent)
  const words = `${siblings.indexOf(key) + 1} of ${siblings.length}`
  return parent ? `Part of “${view.get(parent).title}”, ${words}.` : `${words}.`
}

const steps = {
  up: ({ parent, siblings, at }) => (at < 1 ? { words: "It is the first already." } : { parent, after: siblings[at - 2] ?? null }),
  down: ({ parent, siblings, at }) => (at > siblings.length - 2 ? { words: "It is the last already." } : { parent, after: siblings[at + 1] }),
  out: ({ view, parent }) => (parent ? { parent: view.parent(parent), after: parent } : { words: "It is part of nothing." }),
  in({ view, key, siblings, at }) {
    const into = siblings[at - 1]
    if (!into) return { words: "There is nothing above it that it could be part of." }
    if (view.depth(into) + 1 + view.height(key) > LEVELS) return { words: "Sub-tasks go three levels deep, no further." }
    return { parent: into, after: view.parts(into).at(-1) }
  },
}

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
