// The log of one task in its details, looked up whenever the task has changed, with the way back for a while.
import { copy, part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { about, inFull } from "../../chat/times.js"
import { desk } from "./desk.js"
import { describe } from "./log.js"
import { members, nameOf } from "./facts.js"

const UNDOABLE = 1000 * Number(document.querySelector("tasks-panel").dataset.undo)
let shown = ""

export async function showLog(dialog, { key, id, number }) {
  const wanted = `${key}/${number}`
  if (shown === wanted) return
  const list = part(dialog, "log")
  if (!shown.startsWith(`${key}/`)) list.replaceChildren()
  shown = wanted
  try {
    const { acts } = id ? await room.ask("tasks.log", { id }) : { acts: [] }
    if (shown === wanted) list.replaceChildren(...acts.map((act) => line(act, key)))
    say(part(dialog, "trouble"), "")
  } catch ({ message }) {
    shown = ""
    say(part(dialog, "trouble"), message)
  }
}

function line(act, key) {
  const element = copy("task-act")
  const at = new Date(act.at)
  say(part(element, "who"), isMe(act.by.id) || members.has(act.by.id) ? nameOf(act.by.id) : act.by.name)
  say(part(element, "what"), describe(act))
  say(part(element, "at"), about(at))
  part(element, "at").dateTime = act.at
  part(element, "at").title = inFull(at)
  part(element, "undo").hidden = Boolean(desk.reading) || act.verb === "add" || serverNow() - at > UNDOABLE
  part(element, "undo").addEventListener("click", () => desk.act("undo", key, { act: act.id }))
  return element
}
