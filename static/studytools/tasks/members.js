// Who is a member of the room, by id: whom a task can be given to, and what those are called who have it.
import { drawFace } from "../../rooms/faces.js"
import { copy } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/names.js"
import { room } from "../../rooms/room.js"

export const members = new Map() // id → name

room.on("room.fresh", () => members.clear())
room.on("room.member", ({ member: { id, name, role } }) => (role === "gone" ? members.delete(id) : members.set(id, name)))

export const nameOf = (id) => (isMe(id) ? "you" : members.has(id) ? called(id, members.get(id)) : "somebody who left")

export function face(id, element = copy("task-face")) {
  element.title = nameOf(id)
  drawFace(element, id, members.get(id) ?? "?")
  return element
}

// Those who must have done it where everyone must.
export function responsible({ assignees }) {
  const assigned = assignees.filter((id) => members.has(id))
  return assigned.length ? assigned : [...members.keys()]
}
