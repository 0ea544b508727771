// Whether I may write just now: silenced for a while, or slow mode between two messages.
import { isMe, silencedUntil } from "../rooms/members.js"
import { page, room } from "../rooms/room.js"
import { Teller } from "../rooms/teller.js"
import { exact } from "./times.js"

const SECOND = 1_000

class Speaking extends Teller {
  #slow = Number(document.body.dataset.slow)
  #next = 0 // when my next message may go, by our clock
  #timer = 0

  constructor() {
    super()
    room.on("room.changed", ({ slow_seconds }) => this.#change(() => (this.#slow = slow_seconds)))
    room.on("room.member", ({ member }) => isMe(member.id) && this.#change())
    room.on("ok", ({ asked }) => asked === "chat.post" && this.#wait(this.#slow))
    room.on("refused", ({ code, retry_after }) => code === "slow-mode" && this.#wait(retry_after))
  }

  get barred() {
    return Boolean(silencedUntil(page.me))
  }

  get slow() {
    return page.may.moderate ? 0 : this.#slow
  }

  // What stands below the box.
  get words() {
    const until = silencedUntil(page.me)
    if (until) return `A moderator has silenced you until ${exact(until)}. You can read on, and everything else works.`
    if (!this.slow) return ""
    const left = Math.ceil((this.#next - Date.now()) / SECOND)
    return left > 0 ? `Slow mode: your next message can go in ${left} s.` : `Slow mode: one message every ${this.slow} s.`
  }

  #wait(seconds) {
    if (this.slow) this.#change(() => (this.#next = Date.now() + seconds * SECOND))
  }

  #change(act = () => {}) {
    act()
    clearTimeout(this.#timer)
    if (this.barred || this.#next > Date.now()) this.#timer = setTimeout(() => this.#change(), SECOND)
    this.tell("change")
  }
}

export const speaking = new Speaking()
