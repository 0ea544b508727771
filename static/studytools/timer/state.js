// The room's timer as this page knows it: what the server told last, and what that comes to at this moment.
import { page, room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { Teller } from "../../rooms/teller.js"

const MINUTE = 60_000
const DEFAULTS = {
  seq: 0, mode: "pomodoro", phase: "focus", state: "idle", round: 1, every: 4, focus: 25, short: 5, long: 15, countdown: 25,
  left_ms: 25 * MINUTE, length_ms: 25 * MINUTE, auto_break: true, auto_focus: true, quiet: null, act: null,
  control: document.getElementById("timer").dataset.control, // of a room whose timer was never touched
} // prettier-ignore

class Timer extends Teller {
  now = { ...DEFAULTS, state: "unknown" }
  poll = null
  here = []
  owner = "" // by name
  toolsBy = "all"
  #choice = null // {mode, minutes}: what I am about to start

  constructor() {
    super()
    room.on("timer.changed", (change) => this.#become(change))
    room.on("timer.poll", (poll) => this.#ask(poll))
    room.on("room.ready", () => this.now.state === "unknown" && this.#become(DEFAULTS))
    room.on("room.changed", ({ tools_by }) => this.#follow(tools_by))
    room.on("room.member", ({ member }) => member.role === "owner" && (this.owner = member.name))
    room.on("presence.changed", ({ members }) => this.#see(members))
  }

  get choice() {
    const { mode, focus, countdown, left_ms } = this.now
    const chosen = this.#choice?.mode ?? mode
    const usual = { pomodoro: focus, countdown }
    if (chosen === mode && left_ms) usual[mode] = left_ms / MINUTE
    return { mode: chosen, minutes: this.#choice?.minutes ?? usual[chosen] ?? focus }
  }

  choose(choice) {
    this.#choice = choice
    this.tell("change", { before: this.now })
  }

  // How I may act: "directly", "ask" the others where my voice alone is not half, or not at all: "moderators" may, or the "clock".
  get mine() {
    const { aligned, control } = this.now
    if (aligned) return "clock"
    if (!this.#runs || (control === "moderators" && !page.may.moderate)) return "moderators"
    return control === "vote" && this.others.length > 1 ? "ask" : "directly"
  }

  // The room says whose its tools are, before the timer says who may.
  get #runs() {
    if (this.toolsBy === "owner") return page.may.manage || page.host === page.me
    return this.toolsBy === "all" || page.may.moderate
  }

  get others() {
    return this.here.filter(({ id, state }) => id !== page.me && state !== "away")
  }

  // {ms, up}: what the clock shows, and whether it counts up; `runs` is false while it stands.
  get reading() {
    const { state, started_at, ends_at, left_ms, passed_ms } = this.now
    if (state === "overtime") return { ms: serverNow() - Date.parse(ends_at), up: true, runs: true }
    if (state === "running" && !ends_at) return { ms: serverNow() - Date.parse(started_at), up: true, runs: true }
    if (state === "running") return { ms: Math.max(0, Date.parse(ends_at) - serverNow()), up: false, runs: true }
    if (state === "idle" && this.fresh) return { ms: this.choice.mode === "stopwatch" ? 0 : this.choice.minutes * MINUTE, up: false, runs: false }
    return { ms: left_ms ?? passed_ms ?? 0, up: left_ms == null, runs: false }
  }

  // What is to be started can be chosen.
  get fresh() {
    return this.now.state === "idle"
  }

  ask(verb, fields = {}) {
    return room.ask(`timer.${verb}`, { version: this.now.seq, ...fields })
  }

  #become(change) {
    const before = this.now
    this.now = change
    if (change.state !== "idle") this.#choice = null
    this.tell("change", { before })
  }

  #ask(poll) {
    this.poll = poll.kind ? poll : null
    this.tell("poll")
  }

  #follow(toolsBy) {
    this.toolsBy = toolsBy
    this.tell("change", { before: this.now })
  }

  #see(members) {
    this.here = members
    this.tell("poll")
    this.tell("change", { before: this.now })
  }
}

export const timer = new Timer()
