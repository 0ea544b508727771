// Where questions are asked, by name or anonymously. What was typed stays until the server has it.
import { newId } from "../../rooms/ids.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { forget, keep, recall } from "../../rooms/storage.js"
import { quiet } from "../quiet.js"

const DRAFT = "question"

class AskQuestion extends HTMLElement {
  #sent = {} // the last try: the same words go under the same id

  connectedCallback() {
    this.box = part(this, "box")
    this.box.value = recall(DRAFT) ?? ""
    this.box.addEventListener("input", () => this.#typed())
    this.box.addEventListener("keydown", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && this.#submit(event))
    part(this, "form").addEventListener("submit", (event) => this.#submit(event))
    part(this, "anonymous").addEventListener("change", () => this.#hint())
    quiet.on("change", () => this.#hint())
    this.#hint()
    this.inert = false
  }

  #typed() {
    keep(DRAFT, this.box.value)
    say(part(this, "trouble"), "")
  }

  #hint() {
    const when = quiet.parking ? `Asked ${quiet.when}.` : ""
    const who = part(this, "anonymous").checked ? "Nobody in the room learns who asked." : ""
    say(part(this, "hint"), [when, who].filter(Boolean).join(" "))
  }

  async #submit(event) {
    event.preventDefault()
    const text = this.box.value.trim()
    if (!text) return
    const anonymous = part(this, "anonymous").checked
    if (this.#sent.text !== text || this.#sent.anonymous !== anonymous) this.#sent = { text, anonymous, client_id: newId() }
    try {
      await room.ask("questions.ask", this.#sent)
      this.#sent = {}
      if (this.box.value.trim() === text) this.#clear()
    } catch ({ message }) {
      say(part(this, "trouble"), `Not asked. ${message}`)
    }
  }

  #clear() {
    this.box.value = ""
    forget(DRAFT)
    say(part(this, "trouble"), "")
  }
}

customElements.define("ask-question", AskQuestion)
