// Push to talk: on while the space bar, or the button, is held; for who chose it.
import { recall } from "../../../rooms/storage.js"
import { mute } from "../acts.js"
import { call } from "../call.js"
import { media } from "../media.js"

const busy = "input, textarea, select, button, a, summary, [contenteditable], dialog"
export const chosen = () => recall("my/call/push") === "on"
let held = false
let complain = () => {}

export function pushing(button, trouble) {
  complain = trouble
  button.addEventListener("pointerdown", (event) => chosen() && (button.setPointerCapture(event.pointerId), hold(true)))
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(type, () => hold(false))
  button.toggleAttribute("data-push", chosen())
  button.addEventListener("pointerenter", () => button.toggleAttribute("data-push", chosen()))
}

function hold(on) {
  if (held === on || !call.joined) return
  held = on
  mute(!on).then(() => held === on || mute(!held)).catch(complain)
}

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.repeat || !chosen() || !call.joined || event.target.closest(busy)) return
  event.preventDefault()
  hold(true)
})
document.addEventListener("keyup", ({ key }) => key === " " && hold(false))
addEventListener("blur", () => hold(false))
