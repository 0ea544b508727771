// What can be done with a message: edit, remove, send again, give up.
import { blocks, isMe } from "../rooms/members.js"
import { confirm } from "../rooms/dialog.js"
import { reason, thank } from "../rooms/reports.js"
import { room } from "../rooms/room.js"
import { log } from "./log.js"
import { outbox } from "./outbox.js"
import { pending } from "./pending.js"

const acts = {
  edit: (row) => log.tell("edit", row),
  remove,
  retry: ({ client_id }) => outbox.retry(client_id),
  show,
  report,
  unblock: ({ author }) => blocks.choose(author.id, false).catch(({ message }) => log.tell("trouble", message)),
  discard: ({ client_id }) => pending.take(client_id),
}

document.querySelector("chat-messages").addEventListener("click", ({ target }) => {
  const button = target.closest("[data-act]")
  if (button) acts[button.dataset.act](button.closest(".message").row)
})

blocks.on("change", () => log.change())

async function report({ id, author }) {
  const why = await reason(`Report this message of ${author.name}?`, "The moderators of this site, not of this room, see it, with five messages around it.")
  if (why) room.ask("chat.report", { id, why }).then(thank).catch(({ message }) => log.tell("trouble", message))
}

function show(row) {
  row.unfolded = true
  log.change()
}

async function remove({ id, author, fate, client_id }) {
  if (fate === "held") return room.ask("chat.remove", { id }).then(() => pending.take(client_id)).catch(notRemoved)
  const whose = isMe(author.id) ? "your message" : `this message of ${author.name}`
  if (!(await confirm({ title: `Remove ${whose}?`, words: "It goes for everybody, and cannot be brought back.", act: "Remove" }))) return
  room.ask("chat.remove", { id }).catch(notRemoved)
}

const notRemoved = ({ message }) => log.tell("trouble", `Not removed. ${message}`)
