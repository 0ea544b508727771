// Sound as this page knows it: the room's mix, my saved ones, what this browser plays for me in every room, and what of all that I am to hear now.
import { keep, onOthers, recall } from "../../../rooms/storage.js"
import { Teller } from "../../../rooms/teller.js"
import { room } from "../../../rooms/room.js"
import { timer } from "../../timer/state.js"
import { decode } from "./code.js"

const NAME = "my/sound"
const USUAL = { on: false, source: "room", code: "", volume: 60, when: "always" }

class Taste extends Teller {
  constructor() {
    super()
    onOthers(NAME, () => this.tell("change"))
  }

  get now() {
    try {
      return { ...USUAL, ...JSON.parse(recall(NAME) ?? "{}") }
    } catch {
      return USUAL
    }
  }

  change(fields) {
    keep(NAME, JSON.stringify({ ...this.now, ...fields }))
    this.tell("change")
  }
}

export const taste = new Taste()

const SILENT = { code: "", playing: false, by: null, at: null }

class Sound extends Teller {
  room = SILENT
  mixes = new Map() // id → {id, name, code}
  elsewhere = false // another tab of this browser plays

  constructor() {
    super()
    room.on("sound.changed", (change) => this.#become({ room: change }))
    room.on("room.fresh", () => this.#become({ room: SILENT }))
    room.on("sound.saved", ({ mix }) => this.#keep(mix))
    room.on("sound.removed", ({ id }) => this.#drop(id))
    room.on("me.fresh", () => this.#become({ mixes: new Map() }))
    room.on("room.ready", () => this.tell("change"))
    taste.on("change", () => this.tell("change"))
    timer.on("change", () => this.tell("change"))
  }

  get follows() {
    return taste.now.source === "room"
  }

  // The mix that I have chosen, heard or not.
  get code() {
    return this.follows ? this.room.code : taste.now.code
  }

  // Why nothing is to be heard: "off", "none" there is no mix, "paused" for all, "break", "focus" is waited for; or "".
  get silence() {
    if (!this.code || !decode(this.code)) return "none"
    if (!taste.now.on) return "off"
    if (this.follows && !this.room.playing) return "paused"
    return this.#phase()
  }

  #phase() {
    const { phase, state } = timer.now
    const begun = state === "running" || state === "overtime"
    if (taste.now.when === "focus" && !(begun && phase === "focus")) return "focus"
    return taste.now.when === "work" && begun && phase !== "focus" ? "break" : ""
  }

  setElsewhere(elsewhere) {
    if (this.elsewhere !== elsewhere) this.#become({ elsewhere })
  }

  #keep(mix) {
    this.mixes.set(mix.id, mix)
    this.tell("change")
  }

  #drop(id) {
    this.mixes.delete(id)
    this.tell("change")
  }

  #become(fields) {
    Object.assign(this, fields)
    this.tell("change")
  }
}

export const sound = new Sound()
