// What the room told about who works on what, and which phase it is in, as far as that concerns focus.
import { isMe } from "../../rooms/members.js"
import { page, room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

const SURE = 2_000 // ms for which my own act counts more than what was told before it was known
const NOTHING = { doing: "", task: null, outcome: "", flow_since: null, asked_at: null, seconds: null, since: null }

class Focus extends Teller {
  timer = { state: "unknown" }
  phase = null // which focus phase we are in: its start
  away = null // {since} while I am
  #people = new Map()
  #acts = {} // what I just did
  #forget = 0

  constructor() {
    super()
    room.on("focus.people", ({ people }) => this.#learn(people))
    room.on("timer.changed", (timer) => this.#become(timer))
    room.on("presence.changed", ({ members }) => this.#look(members.find(({ id }) => isMe(id))))
  }

  of(id) {
    return { ...NOTHING, ...this.#people.get(id), ...(isMe(id) ? this.#acts : null) }
  }

  get mine() {
    return this.of(page.me)
  }

  // The clock of a focus phase runs.
  get focusing() {
    return this.timer.state === "running" && this.timer.phase === "focus"
  }

  // In a focus phase, pauses and all.
  get within() {
    return this.timer.phase === "focus" && ["running", "paused"].includes(this.timer.state)
  }

  // A focus phase is behind us, and the next one not begun.
  get resting() {
    const { state, phase } = this.timer
    return state === "overtime" || (phase !== "focus" && ["running", "paused"].includes(state))
  }

  // Resolves to what `ok` carries; `fields` of mine are so from then on.
  async ask(type, asked, fields) {
    const reply = await room.ask(type, asked)
    Object.assign(this.#acts, fields)
    clearTimeout(this.#forget)
    this.#forget = setTimeout(() => this.#trust(), SURE)
    this.tell("change")
    return reply
  }

  #trust() {
    this.#acts = {}
    this.tell("change")
  }

  #learn(people) {
    this.#people = new Map(people.map((person) => [person.id, person]))
    this.tell("change")
  }

  #become(timer) {
    const was = this.focusing
    this.timer = timer
    this.phase = this.within ? (timer.mode === "stopwatch" && this.phase) || timer.started_at : null // a pause moves a stopwatch's start
    if (was !== this.focusing) this.tell("turn")
    this.tell("change")
  }

  #look(me) {
    this.away = me?.state === "away" ? { since: me.since } : null
    this.tell("change")
  }
}

export const focus = new Focus()
