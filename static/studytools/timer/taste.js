// What this person likes to hear and see of the timer, in every room.
import { keep, onOthers, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"
import { prefers } from "../../syncroom/preferences.js"

const NAME = "my/timer"
const USUAL = { sound: true, volume: 60, focus: "bell", break: "bowl", warning: false, awake: false }

class Taste extends Teller {
  constructor() {
    super()
    onOthers(NAME, () => this.tell("change"))
    document.addEventListener("preferences", () => this.tell("change"))
  }

  get audible() {
    return this.now.sound && prefers("sounds") !== "off"
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
