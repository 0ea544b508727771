// Whether messages wait for the break here, until when, and how many do.
import { isMe } from "../rooms/names.js"
import { page, room } from "../rooms/room.js"
import { Teller } from "../rooms/teller.js"
import { exact } from "./times.js"

class Quiet extends Teller {
  wantsUrgent = false // the next message, by its author's wish
  #now = { on: false, parking: false, until: null, waiting: 0, urgent: [] }

  constructor() {
    super()
    room.on("chat.quiet", (event) => this.#hear(event))
    room.on("chat.posted", ({ released_at }) => released_at && this.isOn && this.#hear({ ...this.#now, on: false, parking: false, waiting: 0 }))
  }

  #hear(event) {
    const before = this.#now
    this.#now = event
    this.tell("change")
    if (event.on !== before.on) this.tell("turn", event.on)
  }

  get isOn() {
    return this.#now.on
  }

  // Whether mine wait: those of owners and moderators do not.
  get limited() {
    return this.isOn && !page.may.moderate
  }

  get parking() {
    return this.#now.parking
  }

  get waiting() {
    return this.#now.waiting
  }

  get urgentUsed() {
    return this.#now.urgent.some(isMe)
  }

  // Once, for the message that is being sent.
  takeUrgent() {
    const wanted = this.limited && this.wantsUrgent
    this.wantsUrgent = false
    this.tell("change")
    return wanted || undefined
  }

  // "at 14:25"
  get when() {
    return this.#now.until ? `at ${exact(new Date(this.#now.until))}` : "at the break"
  }
}

export const quiet = new Quiet()
