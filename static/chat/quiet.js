// Quiet while focusing: whether messages wait for the break here, until when, and how many do; and what the page says of it, once.
import { isMe } from "../rooms/members.js"
import { page, room } from "../rooms/room.js"
import { Teller } from "../rooms/teller.js"
import { exact } from "./times.js"
import { part, say } from "../rooms/markup.js"
import { log } from "./log.js"

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

const GATHER = 400 // ms in which what arrives together is counted

class ChatQuiet extends HTMLElement {
  #arrived = 0

  connectedCallback() {
    this.sign = document.getElementById("chat-quiet")
    this.box = part(this, "now")
    this.box.addEventListener("change", () => (quiet.wantsUrgent = this.box.checked))
    quiet.on("change", () => this.#show())
    quiet.on("turn", (on) => on && say(part(this, "told"), `Quiet while focusing: messages arrive ${quiet.when}.`))
    log.on("news", (row) => row.released && this.#count())
  }

  #show() {
    this.sign.hidden = !quiet.isOn
    part(this, "urgent").hidden = !quiet.limited
    this.box.checked = quiet.wantsUrgent
    this.box.disabled = quiet.urgentUsed
    say(part(this, "words"), quiet.urgentUsed ? "Your urgent message of this phase is sent." : "Urgent: arrives now, once in a focus phase")
  }

  #count() {
    this.#arrived += 1
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#announce(), GATHER)
  }

  #announce() {
    const count = this.#arrived
    this.#arrived = 0
    say(part(this, "told"), `While you focused, ${count} ${count === 1 ? "message has" : "messages have"} arrived.`)
  }
}

customElements.define("chat-quiet", ChatQuiet)
