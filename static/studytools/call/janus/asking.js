// What I say to the SFU, one thing after the other; again if the room's connection breaks meanwhile.

const AGAIN = 1_000 // ms
const HOPELESS = new Set(["malformed", "too-long", "forbidden", "not-found"])

export class Asking {
  #waiting = []
  #busy = false

  constructor(room, seat) {
    Object.assign(this, { room, seat })
  }

  say(type, fields) {
    this.#waiting.push([type, fields])
    this.#run()
  }

  close() {
    this.seat = ""
  }

  async #run() {
    if (this.#busy) return
    this.#busy = true
    while (this.seat && this.#waiting.length) await this.#try(...this.#waiting[0])
    this.#busy = false
  }

  async #try(type, fields) {
    try {
      await this.room.ask(type, { seat: this.seat, ...fields })
      this.#waiting.shift()
    } catch ({ code, message, retry_after }) {
      if (HOPELESS.has(code)) {
        console.debug(type, message)
        this.#waiting.shift()
      } else await new Promise((resolve) => setTimeout(resolve, (retry_after ?? 0) * 1000 || AGAIN))
    }
  }
}
