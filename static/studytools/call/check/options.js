// How I take part: the size of my picture, push to talk, the relay; and the room's rule, for who may set it.
import { part, say } from "../../../rooms/markup.js"
import { room } from "../../../rooms/room.js"
import { keep, recall } from "../../../rooms/storage.js"
import { ice } from "../ice.js"
import { media } from "../media.js"
import { mine } from "../photo/mine.js"
import { told } from "../panel/state.js"

export function options(dialog) {
  const size = part(dialog, "size")
  size.value = media.size
  size.addEventListener("change", () => {
    keep("my/call/size", size.value)
    if (media.camera) media.open("camera")
  })
  const push = part(dialog, "push")
  push.checked = recall("my/call/push") === "on"
  push.addEventListener("change", () => keep("my/call/push", push.checked ? "on" : ""))
  const relay = part(dialog, "relay")
  relay.checked = ice.relayOnly
  relay.addEventListener("change", () => {
    ice.relayOnly = relay.checked
    part(dialog, "address").hidden = relay.checked
  })
  manners(dialog)
  photo(dialog)
}

function photo(dialog) {
  const blur = part(dialog, "blur")
  blur.checked = recall("my/call/blur") === "on"
  blur.addEventListener("change", () => keep("my/call/blur", blur.checked ? "on" : ""))
  part(dialog, "photo").addEventListener("click", () => {
    dialog.close()
    mine.start()
  })
}

function manners(dialog) {
  const talk = part(dialog, "talk")
  talk?.addEventListener("change", () => room.ask("call.rules", { talk: talk.checked }).catch(({ message }) => say(part(dialog, "trouble"), message)))
  const show = () => {
    if (talk) talk.checked = told.talk
    say(part(dialog, "manners"), told.talk ? "You come in with your microphone off." : "You come in with your microphone off. In focus phases it stays off.")
  }
  told.on("change", show)
  show()
}
