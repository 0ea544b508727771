// What I set out to do just now stands out in the list.
import { isMe } from "../../rooms/members.js"
import { room } from "../../rooms/room.js"
import { desk } from "./desk.js"

const panel = document.querySelector("tasks-panel")
let current = null // the id of a task

room.on("focus.people", ({ people }) => {
  current = people.find(({ id }) => isMe(id))?.task ?? null
  mark()
})
desk.on("change", mark)

function mark() {
  for (const row of panel.querySelectorAll(".task.current")) if (row.task.id !== current) row.classList.remove("current")
  if (current) panel.querySelector(`[data-task="${current}"]`)?.classList.add("current")
}
