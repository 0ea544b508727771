// Sees to it that what I want to hear is heard, as soon as the browser lets this page sound.
import { tones } from "../../timer/tones.js"
import { sound } from "./state.js"

let player = null

// Where another tab plays: here instead, once `here` was asked for.
export function look(here = false) {
  if (!player && (sound.silence || tones.locked)) return
  player ??= import("../player.js").then((module) => module.player)
  player.then((one) => one.look(here)).catch(reportError)
}

sound.on("change", () => look())
tones.on("change", () => sound.tell("change"))
