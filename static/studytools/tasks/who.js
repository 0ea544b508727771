// Who has a task, and whom it can be given to.
import { copy, part, say } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/members.js"
import { desk } from "./desk.js"
import { face, members, nameOf } from "./facts.js"

export function showPeople(dialog, task) {
  if (task.list !== "room") return
  say(part(dialog, "claim"), task.assignees.some(isMe) ? "Give it back" : "I take it")
  const key = [task.assignees.join(), [...members].join()].join("/")
  const list = part(dialog, "assignees")
  if (list.dataset.of === `${task.key}/${key}`) return
  list.dataset.of = `${task.key}/${key}`
  list.replaceChildren(...task.assignees.map((id) => person(task, id)))
  offer(part(dialog, "give"), task)
}

function person(task, id) {
  const element = copy("task-person")
  face(id, part(element, "face"))
  say(part(element, "name"), nameOf(id))
  part(element, "off").ariaLabel = `Take it off ${nameOf(id)}`
  part(element, "off").addEventListener("click", () => desk.act("assign", task.key, { member: id, on: false }))
  return element
}

function offer(select, task) {
  const free = [...members].filter(([id]) => !isMe(id) && !task.assignees.includes(id)).map(([id, name]) => new Option(called(id, name), id))
  select.replaceChildren(new Option("Give it to…", ""), ...free)
  select.hidden = !free.length
  select.onchange = () => select.value && desk.act("assign", task.key, { member: Number(select.value), on: true })
}
