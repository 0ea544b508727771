// One task on the page. Its element is kept as long as it is shown, and drawn again only where something is different.
import { copy, part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { face, fact, nameOf, URGENT } from "./facts.js"
import { queue } from "./queue.js"
import { rights } from "./rights.js"
import { store } from "./store.js"

const FACES = 3

// The element of this row; `old` is the one that stands for it already.
export function draw({ key, task, depth }, old) {
  const element = old ?? copy("task")
  const failure = queue.failed(key)
  const reading = rights.why(task.list) !== ""
  if (element.drawn === task && element.failure === failure && element.reading === reading && element.dataset.depth === String(depth)) return element
  Object.assign(element, { drawn: task, failure, reading, task })
  Object.assign(element.dataset, { key, depth, task: task.id ?? "" })
  element.classList.toggle("done", Boolean(task.done_at))
  element.classList.toggle("unsaid", Boolean(task.waiting) && !failure)
  fillTick(part(element, "tick"), task, reading)
  say(part(element, "title"), task.title)
  part(element, "more").ariaLabel = `More about ${task.title}`
  fillFacts(element, task)
  fillFailure(element, failure)
  return element
}

// Names come after the tasks, and people come and go.
export function stale(element) {
  element.drawn = null
}

function fillTick(tick, task, reading) {
  tick.disabled = reading
  tick.checked = task.completion === "everyone" ? Boolean(task.done_at) || task.parts.some(isMe) : Boolean(task.done_at)
  tick.indeterminate = !tick.checked && task.parts.length > 0
  tick.ariaLabel = `${task.title}, done`
}

function fillFacts(element, task) {
  const { words, late } = fact(task)
  const flag = part(element, "flag")
  flag.hidden = !task.priority
  flag.dataset.priority = task.priority
  say(part(element, "urgent"), URGENT[task.priority])
  say(part(element, "fact"), words)
  part(element, "fact").classList.toggle("late", Boolean(late))
  const faces = part(element, "faces")
  if (faces.dataset.of === task.assignees.join() && element.named) return
  faces.dataset.of = task.assignees.join()
  element.named = true
  faces.replaceChildren(...task.assignees.slice(0, FACES).map((id) => face(id)))
  faces.title = task.assignees.map(nameOf).join(", ")
}

// What was refused, in words beside it, with the two things that can be done about it.
export function fillFailure(element, failure) {
  const fate = part(element, "fate")
  fate.hidden = !failure
  if (!failure) return say(part(fate, "why"), "")
  const { code, type, fields, key } = failure
  const changed = code === "changed-meanwhile" && type === "edit"
  const mine = fields.title && changed && fields.title !== store.keyed(key)?.title ? ` You wrote “${fields.title}”.` : ""
  say(part(fate, "why"), failure.failure + mine)
  say(part(fate, "retry"), changed ? "Use mine" : "Try again")
  say(part(fate, "drop"), changed ? "Keep theirs" : type === "add" ? "Discard" : "Leave it")
}
