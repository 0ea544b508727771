// What the server told of both lists: of each task the row with the highest number, in whatever order they are heard.
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

class Store extends Teller {
  #lists = { room: new Map(), mine: new Map() } // id → {…, number}
  #gone = { room: new Map(), mine: new Map() } // id → the number at which it went

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

  #put(list, number, task) {
    if (number <= this.#numberOf(list, task.id)) return
    this.#gone[list].delete(task.id)
    this.#lists[list].set(task.id, { ...task, number, list })
    this.tell("change", { list, id: task.id })
  }

  #drop(list, number, id) {
    if (number <= this.#numberOf(list, id)) return
    this.#lists[list].delete(id)
    this.#gone[list].set(id, number)
    this.tell("change", { list, id })
  }

  #numberOf(list, id) {
    return this.#lists[list].get(id)?.number ?? this.#gone[list].get(id) ?? 0
  }

  #forget(list) {
    this.#lists[list].clear()
    this.#gone[list].clear()
    this.tell("change", { list, id: null })
  }
}

export const store = new Store()
