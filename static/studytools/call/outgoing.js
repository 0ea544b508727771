// What I tell one other browser in the call, over the room's connection: one thing after the other, again after a lost connection.
import { room } from "../../rooms/room.js"

const AGAIN = 1_000 // ms
const GATHER = 50 // ms in which candidates gather into one signal
const MOST = 20
const HOPELESS = new Set(["not-found", "malformed", "too-long", "forbidden"])

export class Outgoing {
  #waiting = []
  #busy = false
  #open = true

  constructor(to) {
    this.to = to
  }

  // {description} or {candidates}
  send(signal) {
    const last = this.#waiting.length > (this.#busy ? 1 : 0) ? this.#waiting.at(-1).candidates : null
    if (signal.candidates && last && last.length < MOST) return last.push(...signal.candidates)
    this.#waiting.push(signal)
    if (signal.description) this.#run()
    else setTimeout(() => this.#run(), GATHER)
  }

  close() {
    this.#open = false
    this.#waiting = []
  }

  async #run() {
    if (this.#busy) return
    this.#busy = true
    while (this.#open && this.#waiting.length) await this.#try()
    this.#busy = false
  }

  async #try() {
    try {
      await room.ask("call.signal", { to: this.to, ...this.#waiting[0] })
      this.#waiting.shift()
    } catch ({ code, retry_after }) {
      if (HOPELESS.has(code)) this.#waiting.shift()
      else await new Promise((resolve) => setTimeout(resolve, (retry_after ?? 0) * 1000 || AGAIN))
    }
  }
}
