// What the server told of both lists: of each task the row with the highest number, in whatever order they are heard.
import { page, room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

class Store extends Teller {
  #lists = { room: new Map(), mine: new Map() } // id → {…, number}
  #gone = { room: new Map(), mine: new Map() } // id → the number at which it went

  #keys = new Map()

  constructor() {
    super()
    room.on("tasks.changed", ({ seq, task }) => this.#put("room", seq, task))
    room.on("tasks.removed", ({ seq, id }) => this.#drop("room", seq, id))
    room.on("tasks.mine", ({ mine, task }) => this.#put("mine", mine, task))
    room.on("tasks.mine-removed", ({ mine, id }) => this.#drop("mine", mine, id))
    room.on("room.fresh", () => this.#forget("room"))
    room.on("me.fresh", () => this.#forget("mine"))
  }

  rows(list) {
    return this.#lists[list]
  }

  get(id) {
    return this.#lists.room.get(id) ?? this.#lists.mine.get(id)
  }

  // Of a task that I added here, before and after the server gave it an id.
  keyed(key) {
    return this.#keys.get(key)
  }

  // Up to which number of this task, or of its going, everything is known.
  numberOf(id) {
    return this.get(id)?.number ?? this.#gone.room.get(id) ?? this.#gone.mine.get(id) ?? 0
  }

  #put(list, number, task) {
    if (number <= this.numberOf(task.id)) return
    this.#gone[list].delete(task.id)
    const key = keyOf(task)
    const row = { ...task, key, number, list }
    this.#lists[list].set(task.id, row)
    this.#keys.set(key, row)
    this.tell("change", { list, id: task.id })
  }

  #drop(list, number, id) {
    if (number <= this.numberOf(id)) return
    this.#keys.delete(this.#lists[list].get(id)?.key)
    this.#lists[list].delete(id)
    this.#gone[list].set(id, number)
    this.tell("change", { list, id })
  }

  #forget(list) {
    for (const { key } of this.#lists[list].values()) this.#keys.delete(key)
    this.#lists[list].clear()
    this.#gone[list].clear()
    this.tell("change", { list, id: null })
  }
}

// Mine are known by the id I chose; the same for whoever opens the page anew.
export const keyOf = ({ id, by, client_id }) => (by === page.me && client_id ? `mine/${client_id}` : `task/${id}`)
export const myKey = (client_id) => `mine/${client_id}`

export const store = new Store()
