// The sheet: what I hear, the room's sound, and how I like it.
import { part, say } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/members.js"
import { room } from "../../rooms/room.js"
import { exact } from "../../chat/times.js"
import { rights } from "../tasks/rights.js"
import "./blend.js"
import "./saved.js"
import "./share.js"
import { describe } from "./panel/code.js"
import { look } from "./panel/listen.js"
import { sound, taste } from "./panel/state.js"

const sheet = document.getElementById("sound-sheet")
const source = part(sheet, "source")
let offered = null

// `offer`: {code}, of a link that led here; null where it holds no mix.
export function show(offer) {
  if (offer) {
    offered = offer.code
    say(part(sheet, "offered"), offered ? `A mix for you: ${describe(offered)}.` : "This link holds no mix, or not all of it was copied.")
    part(sheet, "take").hidden = !offered
    say(part(sheet, "leave"), offered ? "Not now" : "All right")
  }
  part(sheet, "offer").hidden = !offer
  say(part(sheet, "trouble"), "")
  draw()
}

export const trouble = ({ message }) => say(part(sheet, "trouble"), message)

function draw() {
  const { on, volume, when } = taste.now
  const chosen = on ? (sound.follows ? "room" : "own") : "off"
  for (const radio of source.querySelectorAll("input")) radio.checked = radio.value === chosen
  part(sheet.querySelector(".mine"), "volume").value = volume
  part(sheet, "when").value = when
  say(part(sheet, "room"), ofRoom(sound.room))
  part(sheet, "room-play").hidden = !sound.room.code || Boolean(rights.why("room"))
  say(part(sheet, "room-play"), sound.room.playing ? "Pause it for everybody" : "Play it for everybody")
}

function ofRoom({ code, playing, by, at }) {
  if (!code) return "Nobody has given the room a sound yet."
  const who = by ? `${isMe(by.id) ? "You" : called(by.id, by.name)}, ${exact(Date.parse(at))}` : ""
  return `The room: ${describe(code)}${playing ? "" : ", paused"}. ${who}`
}

source.addEventListener("change", ({ target: { value } }) => {
  taste.change(value === "off" ? { on: false } : { on: true, source: value })
  if (value !== "off") look(true)
})
sheet.addEventListener("input", ({ target }) => {
  if (target === part(sheet.querySelector(".mine"), "volume")) taste.change({ volume: Number(target.value) })
  if (target === part(sheet, "when")) taste.change({ when: target.value })
})
part(sheet, "room-play").addEventListener("click", () => room.ask("sound.play", { on: !sound.room.playing }).catch(trouble))
part(sheet, "take").addEventListener("click", () => {
  taste.change({ source: "own", code: offered, on: true })
  look(true)
  part(sheet, "offer").hidden = true
})
part(sheet, "leave").addEventListener("click", () => (part(sheet, "offer").hidden = true))
part(sheet, "close").addEventListener("click", () => sheet.close())
sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close()) // beside it
sound.on("change", draw)
rights.on("change", draw)
