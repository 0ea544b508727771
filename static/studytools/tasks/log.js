// Who did what to a task, in words.
import { list } from "../../rooms/markup.js"
import { due, nameOf, URGENT } from "./facts.js"

const day = (value) => due({ due: value }).words

const fields = {
  title: (value) => `called it “${value}”`,
  due: (value) => (value ? `set it for ${day(value)}` : "took the day off"),
  priority: (value) => (value ? `gave it ${URGENT[value]}` : "took the priority off"),
  estimate: (value) => (value ? `estimated ${value} ${value === 1 ? "pomodoro" : "pomodoros"}` : "took the estimate off"),
  completion: (value) => (value === "everyone" ? "asked that everyone does it" : "let anyone do it"),
  assignees: (value, before, by) => list([...given(value, before, by), ...given(before, value, by, true)]),
  done: (value, before) => (Object.keys(value).length > Object.keys(before).length ? "did it" : "opened it again"),
  place: ([parent], [before]) => (parent === before ? "moved it" : parent ? "made it a sub-task" : "made it a task by itself"),
  removed: (value) => (value ? "removed it" : "brought it back"),
}

// `members` that were not among `before`.
function given(members, before, by, back = false) {
  return members
    .filter((id) => !before.includes(id))
    .map((id) => (id === by ? (back ? "gave it back" : "took it") : back ? `took it off ${nameOf(id)}` : `gave it to ${nameOf(id)}`))
}

export function describe({ verb, by, before, after }) {
  if (verb === "add") return "added it"
  const words = list(Object.keys(after).map((field) => fields[field](after[field], before[field], by.id)))
  return verb === "undo" && !("removed" in after) ? `undid a change: ${words}` : words
}
