// The buttons of my own part in the call.
import { key } from "../../../rooms/keys.js"
import { part, say } from "../../../rooms/markup.js"
import { film, mute, share } from "../acts.js"
import { call } from "../call.js"
import { check } from "../check/check.js"
import { media } from "../media.js"
import { canFloat, float } from "./float.js"
import { chosen, pushing } from "./push.js"

// A press says what it does; `stage` is a call-stage.
export function controls(stage) {
  const bar = stage.querySelector(".controls")
  const complain = ({ name, message }) => name === "NotAllowedError" || say(part(stage, "words"), message)
  const on = (name, act) => part(bar, name).addEventListener("click", () => Promise.resolve(act()).catch(complain))
  pushing(part(bar, "mic"), complain)
  on("mic", () => part(bar, "mic").dataset.push === undefined && mute(!media.muted))
  on("camera", () => film(!media.camera))
  on("share", () => share(!media.screen))
  on("hand", () => call.set({ hand: !call.me?.hand }))
  on("layout", () => stage.turn(stage.dataset.layout === "grid" ? "focus" : "grid"))
  on("float", () => float(stage))
  on("expand", () => (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen()))
  on("settings", () => check.open())
  on("leave", () => call.leave())
  part(bar, "float").hidden = !canFloat
  part(bar, "expand").hidden = !document.fullscreenEnabled
  part(bar, "share").hidden = !navigator.mediaDevices?.getDisplayMedia
  const show = () => stage.isConnected && draw(stage, bar)
  for (const one of [call, media]) one.on("change", show)
  new MutationObserver(show).observe(stage, { attributeFilter: ["data-layout"] })
  show()
}

function draw(stage, bar) {
  const me = call.me ?? {}
  mark(part(bar, "mic"), !media.muted, "Turn my microphone off", chosen() ? "Hold to talk" : "Turn my microphone on")
  mark(part(bar, "camera"), Boolean(media.camera), "Turn my camera off", "Turn my camera on")
  mark(part(bar, "share"), Boolean(media.screen), "Stop sharing my screen", "Share my screen")
  mark(part(bar, "hand"), Boolean(me.hand), "Lower my hand", "Raise my hand")
  const grid = stage.dataset.layout === "grid"
  part(part(bar, "layout"), "grid").hidden = grid
  part(part(bar, "layout"), "focus").hidden = !grid
  name(part(bar, "layout"), grid ? "One of them large" : "All of one size")
}

function mark(button, on, off, else_) {
  button.ariaPressed = String(on)
  for (const state of ["on", "off"]) if (part(button, state)) part(button, state).hidden = on !== (state === "on")
  name(button, on ? off : else_)
}

function name(button, words) {
  button.ariaLabel = button.title = words
}

const press = (name) => document.querySelector(`call-stage > .controls [data-part=${name}]`)?.click()
key("v", "in the call: turn my microphone on or off", () => press("mic"))
key("h", "in the call: raise my hand, or lower it", () => press("hand"))
