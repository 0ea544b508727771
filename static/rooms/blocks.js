// Whom I do not want to read, wherever I am: kept on the server, known to me alone.
import { room } from "./room.js"
import { Teller } from "./teller.js"

class Blocks extends Teller {
  #ids = new Set()

  constructor() {
    super()
    room.on("me.fresh", () => this.#ids.clear())
    room.on("me.blocked", ({ member, on }) => {
      this.#ids[on ? "add" : "delete"](member)
      this.tell("change")
    })
  }

  has(id) {
    return this.#ids.has(id)
  }

  choose(member, on) {
    return room.ask("me.block", { member, on })
  }
}

export const blocks = new Blocks()
