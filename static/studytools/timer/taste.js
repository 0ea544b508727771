// What this person likes to hear and see of the timer, in every room.
import { keep, onOthers, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"

const NAME = "my/timer"
const USUAL = { sound: true, volume: 60, focus: "bell", break: "bowl", warning: false, awake: false }

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
