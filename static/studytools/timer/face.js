// The large clock: phase, digits, how far it is, and what comes next. Its second turns at the same moment for everybody, whenever a page was opened.
import { later } from "../../rooms/later.js"
import { serverNow, serverTime } from "../../rooms/servertime.js"
import { timer } from "./state.js"
import { part, say } from "../../rooms/markup.js"
import { deed, digits, line, phaseOf, roundOf } from "./words.js"

const SECOND = 1_000
let stop = () => {}

export function secondsOf({ ms, up }) {
  return up ? Math.floor(ms / SECOND) : Math.ceil(ms / SECOND)
}

function tick() {
  stop()
  const reading = timer.reading
  const seconds = secondsOf(reading)
  timer.tell("tick", seconds)
  if (!reading.runs || (!reading.up && !seconds)) return
  const rest = reading.up ? (seconds + 1) * SECOND - reading.ms : reading.ms - (seconds - 1) * SECOND
  stop = later(rest, tick)
}

timer.on("change", tick)
serverTime.on("change", tick)

const RECENT = 15_000 // ms for which a deed is news

class TimerFace extends HTMLElement {
  connectedCallback() {
    this.stage = this.closest(".timer")
    timer.on("change", () => this.#change())
    timer.on("tick", (seconds) => this.#tick(seconds))
  }

  #change() {
    const now = timer.fresh ? { ...timer.now, mode: timer.choice.mode } : timer.now
    Object.assign(this.stage.dataset, { state: now.state, phase: now.phase })
    const over = now.state === "overtime"
    say(part(this, "phase"), over ? `${phaseOf(now)} is over` : phaseOf(now))
    say(part(this, "round"), now.state === "paused" ? "paused" : over ? "" : roundOf(now))
    say(part(this, "line"), line(now, timer.choice))
  }

  #tick(seconds) {
    const [hours, minutes, rest] = digits(seconds)
    this.toggleAttribute("data-long", hours !== "")
    say(part(this, "sign"), timer.now.state === "overtime" ? "+" : "")
    say(part(this, "hours"), hours)
    say(part(this, "minutes"), minutes)
    say(part(this, "seconds"), rest)
    part(this, "bar").style.inlineSize = `${100 * this.#share(seconds * 1000)}%`
    const news = serverNow() - Date.parse(timer.now.at) < RECENT
    say(part(this, "deed"), news ? deed(timer.now) : "")
  }

  // How much of the phase is behind us, 0 to 1.
  #share(ms) {
    const { state, length_ms } = timer.now
    if (state === "overtime") return 1
    return state === "idle" || !length_ms || timer.reading.up ? 0 : Math.min(1, Math.max(0, 1 - ms / length_ms))
  }
}

customElements.define("timer-face", TimerFace)
