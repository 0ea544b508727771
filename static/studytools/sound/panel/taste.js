// What this browser plays for me, in every room: the room's sound or my own, how loud, and when.
import { keep, onOthers, recall } from "../../../rooms/storage.js"
import { Teller } from "../../../rooms/teller.js"

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
