// What is acknowledged, until the server has told what came of it: so that nothing jumps back for a moment.
import { Teller } from "../../rooms/teller.js"
import { store } from "./store.js"

const LINGER = 3_000 // ms between an acknowledgement and what is told of it, at most

class Told extends Teller {
  all = [] // entries, with `id` and `number` of the task as it is then

  constructor() {
    super()
    store.on("change", () => this.#settle())
  }

  add(entry) {
    this.all.push({ ...entry, told: Date.now() })
    setTimeout(() => this.#settle(), LINGER)
    this.#settle()
  }

  #settle() {
    const before = this.all.length
    this.all = this.all.filter(({ id, number, told }) => store.numberOf(id) < number && Date.now() - told < LINGER)
    if (this.all.length !== before) this.tell("change")
  }
}

export const told = new Told()
