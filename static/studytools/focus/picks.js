// My open tasks, to pick one: those of my own list, and those of the room's that are mine to do.
import { isMe } from "../../rooms/names.js"
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

class Picks extends Teller {
  #mine = new Map()
  #rooms = new Map()

  constructor() {
    super()
    this.#follow(this.#mine, "tasks.mine", "tasks.mine-removed", "me.fresh")
    this.#follow(this.#rooms, "tasks.changed", "tasks.removed", "room.fresh")
  }

  get open() {
    const tasks = [...this.#mine.values(), ...[...this.#rooms.values()].filter(({ assignees }) => assignees.some(isMe))]
    return tasks.filter(({ done_at }) => !done_at).sort((one, other) => (this.#path(one) < this.#path(other) ? -1 : 1))
  }

  get(id) {
    return this.#mine.get(id) ?? this.#rooms.get(id)
  }

  // The id of the one open task of this title.
  named(title) {
    const found = this.open.filter((task) => task.title === title)
    return found.length === 1 ? found[0].id : null
  }

  // Positions from the top of the tree down.
  #path({ parent, position }) {
    const above = this.get(parent)
    return above ? `${this.#path(above)} ${position}` : position
  }

  #follow(tasks, changed, removed, fresh) {
    room.on(changed, ({ task }) => this.#change(() => tasks.set(task.id, task)))
    room.on(removed, ({ id }) => this.#change(() => tasks.delete(id)))
    room.on(fresh, () => this.#change(() => tasks.clear()))
  }

  #change(act) {
    act()
    this.tell("change")
  }
}

export const picks = new Picks()
