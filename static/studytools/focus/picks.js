// My open tasks, to pick one: those of my own list, and those of the room's that are mine to do.
import { isMe } from "../../rooms/names.js"
import { board } from "../tasks/board.js"
import { store } from "../tasks/store.js"

const open = ({ id, done_at }) => id && !done_at
const forMe = ({ list, assignees }) => list === "mine" || assignees.some(isMe)

export const onPicks = (act) => store.on("change", act)
export const pickOf = (id) => store.get(id)

export function anyPicks() {
  return ["mine", "room"].some((list) => [...store.rows(list).values()].some((task) => open(task) && forMe(task)))
}

// In the order of their lists.
export function picks() {
  const rows = ["mine", "room"].flatMap((list) => board(list).rows())
  return rows.map(({ task }) => task).filter((task) => open(task) && forMe(task))
}

// The one of this title.
export function named(title) {
  const found = picks().filter((task) => task.title === title)
  return found.length === 1 ? found[0] : null
}
