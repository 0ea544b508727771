// A question to everybody here: may somebody do this to the timer, or is everybody ready.
import { later } from "../../rooms/later.js"
import { list, part, say } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/members.js"
import { page, room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { timer } from "./state.js"
import { who } from "./words.js"

const ACTS = {
  start: () => "start", pause: () => "pause", resume: () => "go on", skip: () => "skip ahead", reset: () => "reset the timer",
  add: ({ minutes }) => `add ${minutes === 1 ? "a minute" : `${minutes} minutes`}`, edit: () => "change the timer’s settings",
} // prettier-ignore

class TimerPoll extends HTMLElement {
  #no = null // the end of the poll I said no to: the others are not told
  #stop = () => {}

  connectedCallback() {
    this.addEventListener("click", ({ target }) => target.closest("[data-answer]") && this.#answer(target.closest("[data-answer]").dataset.answer))
    timer.on("poll", () => this.#show())
    room.on("state", () => this.#show())
    this.#show()
  }

  #show() {
    this.#stop()
    const { poll } = timer
    this.hidden = !poll
    if (!poll) return
    const ready = poll.kind === "ready"
    const mine = poll.by && isMe(poll.by.id)
    const done = poll.yes.includes(page.me) || this.#no === poll.ends_at
    say(part(this, "question"), ready ? `${who(poll)} ${mine ? "ask" : "asks"}: is everybody ready?` : this.#wish(poll, mine))
    say(part(this, "count"), ready ? this.#missing(poll) : `${poll.yes.length} of ${poll.needed} needed`)
    this.#offer("ready", ready && !done)
    this.#offer("yes", !ready && !done)
    this.#offer("no", !ready && !done)
    this.#offer("start", ready && (page.may.moderate || (mine && timer.now.control === "all")))
    this.#offer("cancel", mine || page.may.moderate)
    say(part(this, "cancel"), mine ? "Take it back" : "End the vote")
    this.#tick()
  }

  #wish({ act, by, minutes }, mine) {
    return `${who({ by })} ${mine ? "ask" : "asks"} to ${ACTS[act]?.({ minutes }) ?? act}.`
  }

  #missing({ yes }) {
    const missing = timer.here.filter(({ id, state }) => state !== "away" && !yes.includes(id))
    const names = missing.map(({ id, name }) => (isMe(id) ? "you" : called(id, name)))
    return names.length ? `Not ready yet: ${list(names)}` : "Everybody is ready."
  }

  #offer(name, offered) {
    const button = part(this, name)
    button.hidden = !offered
    button.ariaDisabled = String(!room.ready)
  }

  #tick() {
    const { ends_at } = timer.poll
    const left = ends_at ? Date.parse(ends_at) - serverNow() : 0
    say(part(this, "left"), left > 0 ? `${Math.ceil(left / 1000)} s` : "")
    if (left > 0) this.#stop = later(left % 1000 || 1000, () => timer.poll && this.#tick())
  }

  async #answer(answer) {
    const asks = { yes: ["vote", { yes: true }], no: ["vote", { yes: false }], ready: ["ready", {}], cancel: ["cancel", {}], start: ["start", {}] }
    const [verb, fields] = asks[answer]
    if (!room.ready) return
    try {
      await (verb === "start" ? timer.ask(verb) : room.ask(`timer.${verb}`, fields))
      if (answer === "no") this.#no = timer.poll?.ends_at
      say(part(this, "trouble"), "")
    } catch (refusal) {
      say(part(this, "trouble"), refusal.message)
    }
    this.#show()
  }
}

customElements.define("timer-poll", TimerPoll)
