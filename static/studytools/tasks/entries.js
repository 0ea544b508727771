// What this browser keeps of acts that are not acknowledged: one key an act, so that two tabs never overwrite each other.
import { forget, keep, names, onOthers, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"

const STARTS = { mine: "my/tasks/", room: "tasks/" } // my own list is the same in every room
const name = ({ list, client_id }) => STARTS[list] + client_id

class Entries extends Teller {
  all = [] // in the order they were done

  constructor() {
    super()
    for (const start of Object.values(STARTS)) onOthers(start, () => this.#load())
    this.#load()
  }

  get(client_id) {
    return this.all.find((entry) => entry.client_id === client_id)
  }

  // When the next one is done: later than all before it, even within a millisecond.
  get next() {
    return Math.max(Date.now(), (this.all.at(-1)?.at ?? 0) + 1)
  }

  keep(entry) {
    keep(name(entry), JSON.stringify(entry))
    this.#load()
  }

  forget(entry) {
    forget(name(entry))
    this.#load()
  }

  #load() {
    const found = Object.values(STARTS).flatMap((start) => names(start).map((key) => read(recall(key))))
    this.all = found.filter(Boolean).sort((a, b) => a.at - b.at)
    this.tell("change")
  }
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const entries = new Entries()
