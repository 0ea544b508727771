// Who is speaking, by how loud they are; it lasts for a moment after each word.
import { Teller } from "../../../rooms/teller.js"
import { meter } from "../check/meter.js"

const LOUD = 0.06
const LASTS = 800 // ms
const TICK = 200

class Speaking extends Teller {
  #meters = new Map() // id → {track, level, close}
  #until = new Map()
  #timer = 0
  last = 0 // who spoke last

  // {id: track}: those whose microphone is on.
  watch(tracks) {
    for (const [id, one] of this.#meters) if (tracks.get(id) !== one.track) this.#forget(id)
    for (const [id, track] of tracks) if (!this.#meters.has(id)) this.#meters.set(id, { track, ...meter(track) })
    clearInterval(this.#timer)
    this.#timer = this.#meters.size ? setInterval(() => this.#look(), TICK) : 0
  }

  is(id) {
    return (this.#until.get(id) ?? 0) > performance.now()
  }

  #look() {
    const before = [...this.#meters.keys()].filter((id) => this.is(id)).join()
    for (const [id, { level }] of this.#meters) {
      if (level() < LOUD) continue
      this.#until.set(id, performance.now() + LASTS)
      this.last = id
    }
    if (before !== [...this.#meters.keys()].filter((id) => this.is(id)).join() || before) this.tell("change")
  }

  #forget(id) {
    this.#meters.get(id).close()
    this.#meters.delete(id)
    this.#until.delete(id)
    this.tell("change")
  }
}

export const speaking = new Speaking()
