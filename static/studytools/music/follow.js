// Keeps a deck where the room is: a little off is left alone, more is made up by speed, much by a leap.
import { serverNow } from "../../rooms/servertime.js"

export const IGNORED = 0.025 // s: two listeners, off to either side, are then 50 ms apart at most
export const LEAP = 0.4 // s: beyond this nobody wants to hear it catch up
const CLOSE = 0.008 // s: what was off is made up to here
const WITHIN = 3 // s in which it is
const LEAST = 0.008 // part by which it goes faster or slower; it keeps its pitch
const MOST = 0.08
const LOOKS = 3 // of which the middle one counts: one look at the time may be wrong

// How fast to go for `drift` seconds ahead (or behind, where negative); null: leap.
export function rateFor(drift, settled) {
  const off = Math.abs(drift)
  if (off > LEAP) return null
  if (off <= (settled ? IGNORED : CLOSE)) return 1
  return 1 - Math.sign(drift) * Math.min(MOST, Math.max(LEAST, off / WITHIN))
}

// Follows the room from one call of step() to the next. A leap takes a while, which is learned and aimed ahead by.
export class Follower {
  #lead = 0.08 // s
  #leapt = 0 // when, by the server's time; 0 once that was learned from
  #settled = false
  #looks = []

  constructor(deck) {
    this.deck = deck
  }

  // `room` is where the room is, in seconds, and `length` how long it is.
  step(room, length) {
    const { deck } = this
    if (!deck.ready || deck.paused) return
    this.#learn(room)
    this.#looks = [...this.#looks, deck.time - room].slice(-LOOKS)
    const drift = this.#looks.toSorted((a, b) => a - b)[Math.floor(this.#looks.length / 2)]
    const rate = deck.ended ? null : rateFor(drift, this.#settled)
    if (rate !== null) this.#go(rate)
    else if (room < length - 0.2) this.leap(room)
  }

  leap(room) {
    this.#go(1)
    this.#settled = false
    this.#looks = []
    this.deck.time = room + this.#lead
    this.#leapt = serverNow()
  }

  #go(rate) {
    this.deck.rate = rate
    this.#settled = rate === 1
  }

  // What was left over after the last leap is how far ahead the next one has to aim.
  #learn(room) {
    if (!this.#leapt || !this.deck.flows) return
    const off = room - this.deck.time
    if (serverNow() - this.#leapt < 3_000 && Math.abs(off) < 1) this.#lead = Math.min(1, Math.max(0, this.#lead + off / 2))
    this.#leapt = 0
  }
}
