// What the page says of quiet while focusing: beside the title, below the box, and to screen readers once, not for each message.
import { part, say } from "../rooms/markup.js"
import { log } from "./log.js"
import { quiet } from "./quiet.js"

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
