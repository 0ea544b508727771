// The sound in the bar at the foot: play or not, what it is, how loud, and the way to the sheet.
import { part, say } from "../../../rooms/markup.js"
import { openSheet } from "../../../rooms/sheets.js"
import { tones } from "../../timer/tones.js"
import { describe } from "./code.js"
import { look } from "./listen.js"
import { sound, taste } from "./state.js"

const LABELS = { open: "Choose a sound", enable: "Enable sound", here: "Play the sound here", on: "Play the sound", off: "Silence my sound" }
const WAITING = { paused: "paused in the room", break: "waits for the end of the break", focus: "waits for focus" }

class SoundBar extends HTMLElement {
  #meant = null // by a press, before it may have enabled the sound

  connectedCallback() {
    const press = part(this, "press")
    for (const name of ["pointerdown", "keydown"]) press.addEventListener(name, () => (this.#meant = this.#deed), { capture: true })
    press.addEventListener("click", () => this.press(this.#meant ?? this.#deed))
    part(this, "follow").addEventListener("click", () => taste.change({ source: sound.follows ? "own" : "room" }))
    part(this, "volume").addEventListener("input", ({ target }) => taste.change({ volume: Number(target.value) }))
    sound.on("change", () => this.#draw())
    this.#draw()
  }

  press(deed = this.#deed) {
    this.#meant = null
    if (deed === "open") return openSheet("sound-sheet")
    if (deed === "enable") return
    taste.change({ on: deed !== "off" })
    if (deed !== "off") look(true)
  }

  get #deed() {
    if (sound.silence === "none") return "open"
    if (!taste.now.on) return "on"
    if (tones.locked && !sound.silence) return "enable"
    return sound.elsewhere ? "here" : "off"
  }

  #draw() {
    const deed = this.#deed
    part(this, "pause").hidden = deed !== "off"
    part(this, "play").hidden = deed === "off"
    part(this, "press").setAttribute("aria-label", LABELS[deed])
    say(part(this, "name"), sound.code ? describe(sound.code) : "Sound")
    say(part(this, "line"), line(deed))
    part(this, "volume").value = taste.now.volume
    part(this, "follow").hidden = !sound.room.code || (sound.follows && !taste.now.code)
    say(part(this, "follow"), sound.follows ? "Play my own" : "Follow the room")
  }
}

function line(deed) {
  if (deed === "open") return sound.follows ? "The room is silent. Choose something" : "Choose something"
  if (deed === "enable") return "Enable sound"
  const from = sound.follows ? "The room’s" : "My own"
  if (deed === "here") return `${from} · plays in another tab`
  const waits = WAITING[sound.silence]
  if (waits) return `${from} · ${waits}`
  return deed === "on" ? `${from} · not playing for me` : sound.follows ? "With the room" : "My own mix"
}

customElements.define("sound-bar", SoundBar)
