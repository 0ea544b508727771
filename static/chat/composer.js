// Where messages are written: Enter sends, a draft is kept, and nothing typed is lost.
import { part, say } from "../rooms/markup.js"
import { room } from "../rooms/room.js"
import { forget, keep, recall } from "../rooms/storage.js"
import { log } from "./log.js"
import { outbox } from "./outbox.js"
import { pending } from "./pending.js"
import { quiet } from "./quiet.js"
import { speaking } from "./speaking.js"

const NEAR = 200 // characters before the limit at which they are counted
const DRAFT = "draft"

class ChatComposer extends HTMLElement {
  #editing = null // the id of the message being changed

  connectedCallback() {
    Object.assign(this, { limit: Number(this.dataset.limit), box: part(this, "box") })
    this.box.addEventListener("input", () => this.#typed())
    this.box.addEventListener("keydown", (event) => this.#key(event))
    part(this, "form").addEventListener("submit", (event) => this.#submit(event))
    part(this, "cancel").addEventListener("click", () => this.#write(null, recall(DRAFT)))
    log.on("edit", (row) => this.#edit(row))
    log.on("trouble", (words) => say(part(this, "trouble"), words))
    room.on("state", () => this.#hint())
    speaking.on("change", () => this.#hint())
    quiet.on("change", () => (this.box.placeholder = quiet.limited ? "Arrives at the break" : "Say something"))
    room.on("chat.removed", ({ id }) => id === this.#editing && this.#write(null, recall(DRAFT)))
    this.#write(null, recall(DRAFT))
  }

  get #tooMany() {
    return this.box.value.length <= this.limit - NEAR ? -NEAR : [...this.box.value.trim()].length - this.limit
  }

  #write(editing, text) {
    this.#editing = editing
    this.box.value = text ?? ""
    this.toggleAttribute("data-editing", editing !== null)
    part(this, "editing").hidden = editing === null
    say(part(this, "send"), editing === null ? "Send" : "Save")
    say(part(this, "trouble"), "")
    this.#fit()
  }

  #typed() {
    say(part(this, "trouble"), "")
    if (this.#editing === null) keep(DRAFT, this.box.value)
    if (this.box.value.trim()) document.dispatchEvent(new Event("chat:typing"))
    this.#fit()
  }

  #fit() {
    this.box.style.blockSize = "auto"
    this.box.style.blockSize = `${this.box.scrollHeight + this.box.offsetHeight - this.box.clientHeight}px`
    this.#hint()
  }

  #hint() {
    const over = this.#tooMany
    const count = over > 0 ? `${over.toLocaleString()} too many: at most ${this.limit.toLocaleString()} characters fit.` : `${-over} characters left`
    const stopped = room.state === "stopped"
    this.box.readOnly = stopped || speaking.barred
    const offline = stopped ? "Nothing can be sent from here any more." : "Sent when you are back."
    const unsent = room.ready || !room.code ? speaking.words : offline
    say(part(this, "hint"), over > -NEAR ? count : unsent)
    this.toggleAttribute("data-over", over > 0)
    part(this, "send").ariaDisabled = over > 0 || speaking.barred
  }

  #key(event) {
    if (event.isComposing) return
    if (event.key === "Enter" && !event.shiftKey) this.#submit(event)
    else if (event.key === "Escape" && this.#editing !== null) this.#write(null, recall(DRAFT))
    else if (event.key === "ArrowUp" && !this.box.value && this.#editing === null) this.#editLast(event)
  }

  #submit(event) {
    event.preventDefault()
    const body = this.box.value.trim()
    this.box.focus()
    if (!body || this.#tooMany > 0 || this.box.readOnly) return
    if (this.#editing !== null) return this.#save(this.#editing, body)
    forget(DRAFT)
    outbox.add(body, quiet.takeUrgent())
    log.toNow()
    this.#write(null, "")
  }

  async #save(id, body) {
    try {
      await room.ask("chat.edit", { id, body })
      pending.rewrite(id, body)
      if (this.#editing === id) this.#write(null, recall(DRAFT))
    } catch ({ message }) {
      say(part(this, "trouble"), `Not saved. ${message}`)
    }
  }

  #editLast(event) {
    const last = log.lastMine
    if (!last?.element || part(last.element, "edit").hidden) return
    event.preventDefault()
    this.#edit(last)
  }

  async #edit({ id }) {
    try {
      this.#write(id, (await room.ask("chat.source", { id })).body)
      this.box.focus()
    } catch ({ message }) {
      say(part(this, "trouble"), message)
    }
  }
}

customElements.define("chat-composer", ChatComposer)
