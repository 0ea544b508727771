// Keeps a deck where the room is: a little off is left alone, more is made up by speed, much by a leap.
import { serverNow } from "../../rooms/servertime.js"

export const IGNORED = 0.05 // s
export const LEAP = 0.4 // s: beyond this nobody wants to hear it catch up
const LEAN = 0.003 // part by which it goes faster or slower for what nobody hears
const CLOSE = 0.012 // s
const WITHIN = 3 // s in which a heard difference is made up
const MOST = 0.08 // part by which it goes faster or slower at most

// How fast to go, for `drift` seconds ahead (or behind, where negative); null: leap.
export function rateFor(drift) {
  const off = Math.abs(drift)
  if (off > LEAP) return null
  if (off <= CLOSE) return 1
  return 1 - Math.sign(drift) * (off <= IGNORED ? LEAN : Math.min(MOST, off / WITHIN))
}

// Follows the room from one call of step() to the next. A leap takes a while, which is learned and aimed ahead by.
export class Follower {
  #lead = 0.08 // s
  #leapt = null // {at, to}: where and when the last leap went

  constructor(deck) {
    this.deck = deck
  }

  // `room` is where the room is, in seconds, and `length` how long it is.
  step(room, length) {
    const { deck } = this
    if (!deck.ready || deck.paused) return
    this.#learn(room)
    const drift = deck.time - room
    const rate = deck.ended ? null : rateFor(drift)
    if (rate !== null) deck.rate = rate
    else if (room < length - 0.2) this.leap(room)
  }

  leap(room) {
    this.deck.rate = 1
    this.deck.time = room + this.#lead
    this.#leapt = { at: serverNow() }
  }

  // What was left over after the last leap is how far ahead the next one has to aim.
  #learn(room) {
    if (!this.#leapt || !this.deck.flows) return
    const off = room - this.deck.time
    if (serverNow() - this.#leapt.at < 3_000 && Math.abs(off) < 1) this.#lead = Math.min(1, Math.max(0, this.#lead + off / 2))
    this.#leapt = null
  }
}
