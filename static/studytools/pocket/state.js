// My timers and stopwatches: moments the server gave, from which every tab reckons by the server's time; it ticks while one runs.
import { later } from "../../rooms/later.js"
import { room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { Teller } from "../../rooms/teller.js"

const SECOND = 1_000

class Pocket extends Teller {
  #rows = new Map()
  #next = () => {}

  constructor() {
    super()
    room.on("pocket.changed", (timer) => this.#change(() => this.#rows.set(timer.id, timer)))
    room.on("pocket.removed", ({ id }) => this.#change(() => this.#rows.delete(id)))
    room.on("me.fresh", () => this.#change(() => this.#rows.clear()))
    room.on("room.ready", () => this.#change(() => {})) // the server's time is known now
  }

  get all() {
    return [...this.#rows.values()].sort((a, b) => a.id - b.id)
  }

  get(id) {
    return this.#rows.get(id)
  }

  #change(act) {
    act()
    this.#tick()
  }

  // At the next whole second of whichever turns first.
  #tick() {
    this.#next()
    this.tell("change")
    const waits = this.all.filter((timer) => runs(timer)).map((timer) => (timer.ends_at ? exact(timer) % SECOND : SECOND - (exact(timer) % SECOND)))
    this.#next = waits.length ? later(Math.min(...waits) + 5, () => this.#tick()) : () => {}
  }
}

export const ended = ({ ends_at }) => ends_at !== null && Date.parse(ends_at) <= serverNow()

const runs = (timer) => timer.state === "running" && !ended(timer)

// What is left, or has passed, in ms.
function exact({ ends_at, started_at, left_ms, passed_ms }) {
  if (ends_at) return Math.max(0, Date.parse(ends_at) - serverNow())
  return started_at ? Math.max(0, serverNow() - Date.parse(started_at)) : (left_ms ?? passed_ms)
}

// The same in whole seconds, as a clock shows it: a timer begins with all it has, and ends at 0.
export const seconds = (timer) => (timer.kind === "countdown" ? Math.ceil(exact(timer) / SECOND) : Math.floor(exact(timer) / SECOND))

export const pocket = new Pocket()
