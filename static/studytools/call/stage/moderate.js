// What moderators may do about somebody in the call.
import { confirm } from "../../../rooms/dialog.js"
import { part } from "../../../rooms/markup.js"
import { room } from "../../../rooms/room.js"

const ACTS = { mute: "call.mute", unshare: "call.unshare", remove: "call.remove" }

// Whether the press was one of these; `trouble(words)` says why it could not be done.
export function moderate(target, { element, id }, trouble) {
  const button = target.closest("[data-part=menu] button")
  if (!button) return Boolean(target.closest("[data-part=more], [data-part=menu]"))
  part(element, "menu").hidePopover()
  act(button.dataset.part, id, part(element, "name").textContent).catch(({ message }) => trouble(message))
  return true
}

async function act(name, id, who) {
  const words = "They are out of the call at once, and cannot join it again for some minutes. They stay in the room."
  if (name === "remove" && !(await confirm({ title: `Remove ${who} from the call?`, words, act: "Remove" }))) return
  await room.ask(ACTS[name], { id })
}
