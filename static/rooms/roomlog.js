// What was done in the room, for moderators: who, what and when, and undoing it; asked for when it is opened.
import { copy, part, say } from "./markup.js"
import { room } from "./room.js"

const dialog = document.getElementById("room-log")

const time = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" })

export const show = () => list().catch(trouble)

async function list() {
  const { acts } = await room.ask("room.log")
  part(dialog, "list").replaceChildren(...acts.slice(0, 30).map(line))
  part(dialog, "empty").hidden = acts.length > 0
  say(part(dialog, "trouble"), "")
}

function line({ id, at, by, words, why, undoable, undone }) {
  const row = copy("room-act")
  say(part(row, "who"), by?.name ?? "SyncRoom")
  say(part(row, "words"), ` ${words}${why ? `: “${why}”` : ""}`)
  say(part(row, "time"), `${time.format(new Date(at))}${undone ? " · undone" : ""}`)
  part(row, "undo").hidden = !undoable
  part(row, "undo").dataset.act = id
  part(row, "undo").setAttribute("aria-label", `Undo: ${words}`)
  return row
}

const trouble = ({ message }) => say(part(dialog, "trouble"), message)

dialog.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-act]")?.dataset.act
  if (act) room.ask("room.undo", { act: Number(act) }).then(list).catch(trouble)
})
