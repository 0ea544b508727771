// The server's time, whatever this computer's clock says: measured by exchanges, and carried on by the page's own stopwatch.
import { room } from "./room.js"
import { Teller } from "./teller.js"

const LEAST = 5 // exchanges a measurement
const MOST = 9
const GOOD = 15 // ms: surer than this is sure enough
const BETWEEN = 100
const AGAIN = 300_000
const LOOK = 5_000
const DRIFT = 1e-4 // by how much a stopwatch may run wrong
const ROUGH = 5_000 // ms by which what the room says at its door may be late
const CUT = 0.5 // the server leaves out what is less than a millisecond

export class ServerTime extends Teller {
  #ahead = Date.now() - performance.now() // until the server has said a word
  #doubt = Infinity // ms by which this may be wrong
  #at = 0
  #busy = false
  #wall = this.#ahead

  constructor() {
    super()
    room.on("room.ready", ({ now }) => this.#arrive(now))
    document.addEventListener("visibilitychange", () => document.hidden || this.measure())
    for (const name of ["online", "pageshow"]) addEventListener(name, () => this.measure())
    setInterval(() => this.measure(), AGAIN)
    setInterval(() => this.#look(), LOOK)
  }

  // Milliseconds since 1970, as Date.now() would have it on the server.
  get now() {
    return performance.now() + this.#ahead
  }

  // Of several exchanges the one with the shortest way wins (Cristian 1989).
  async measure() {
    if (this.#busy) return
    this.#busy = true
    for (let n = 0; room.ready && n < MOST && (n < LEAST || this.#doubt > GOOD); n++) {
      await this.#exchange()
      await new Promise((resolve) => setTimeout(resolve, BETWEEN))
    }
    this.#busy = false
  }

  #arrive(now) {
    this.#learn(Date.parse(now) - performance.now(), ROUGH)
    this.measure()
  }

  async #exchange() {
    const sent = performance.now()
    const { now } = await room.ask("ping").catch(() => ({}))
    const way = (performance.now() - sent) / 2
    if (now) this.#learn(Date.parse(now) + CUT - sent - way, way)
  }

  // What we knew is kept while it is the surer and agrees; a stopwatch that stood still while the computer slept does not.
  #learn(ahead, doubt) {
    const at = performance.now()
    const old = this.#doubt + (at - this.#at) * DRIFT
    if (old <= doubt && Math.abs(ahead - this.#ahead) <= old + doubt) return
    this.#ahead = ahead
    this.#doubt = doubt
    this.#at = at
    this.tell("change")
  }

  // Where the computer's clock and its stopwatch part, one was set or the other slept: ask again.
  #look() {
    const wall = Date.now() - performance.now()
    if (Math.abs(wall - this.#wall) > 500) this.measure()
    this.#wall = wall
  }
}

export const serverTime = new ServerTime()
export const serverNow = () => serverTime.now

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

// A time of day as everybody here writes it: 14:02.
export const hours = (at) => clock.format(at)
