// Older messages as the reader scrolls up, newer ones on the way back, and the part around a message a link leads to.
import { part } from "../rooms/markup.js"
import { page } from "../rooms/room.js"
import { log } from "./log.js"

const NEAR = 400 // px from an end at which the next page is asked for

class ChatHistory extends HTMLElement {
  #busy = false

  connectedCallback() {
    this.trouble = part(this, "trouble")
    this.loading = part(this, "busy")
    part(this, "again").addEventListener("click", () => this.#again())
    log.on("moved", (list) => this.#moved(list))
    log.on("end", () => log.live || history.replaceState(null, "", page.address))
    if (this.dataset.place) this.#open(Number(this.dataset.place))
  }

  async #open(place) {
    log.around({ messages: [], more: false, more_after: true })
    const found = await this.#fetch({ around: place })
    if (!found) return
    log.around(found)
    const row = log.rows.all.find((row) => row.place === place)
    queueMicrotask(() => this.#point(row?.element))
  }

  #point(element) {
    if (!element) return
    element.classList.add("pointed")
    element.scrollIntoView({ block: "center" })
    element.focus({ preventScroll: true })
  }

  #moved(list) {
    if (this.#busy || !this.trouble.hidden || !log.rows.all.length || !log.started) return
    if (log.more && list.scrollTop < NEAR) this.#older()
    else if (log.live && list.scrollHeight - list.scrollTop - list.clientHeight < NEAR) this.#newer()
  }

  async #older() {
    const rows = log.rows
    const found = await this.#fetch({ before: rows.first })
    if (found && rows === log.rows) log.older(found)
  }

  async #newer() {
    const rows = log.rows
    const found = await this.#fetch({ after: rows.last })
    if (found && rows === log.rows) log.newer(found)
  }

  async #fetch(where) {
    this.#busy = true
    this.loading.hidden = false
    try {
      const answer = await fetch(`${page.address}messages/?${new URLSearchParams(where)}`, { redirect: "error" })
      if (!answer.ok) throw new Error(answer.statusText)
      log.tell("page")
      return await answer.json()
    } catch {
      this.trouble.hidden = false
    } finally {
      this.#busy = false
      this.loading.hidden = true
    }
  }

  #again() {
    this.trouble.hidden = true
    if (log.rows.all.length || !log.live) log.change()
    else this.#open(Number(this.dataset.place))
  }
}

customElements.define("chat-history", ChatHistory)
