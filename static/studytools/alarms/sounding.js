// The sound of an alarm, for a minute at most, in one tab of this browser: the first that may make a sound.
import { later } from "../../rooms/later.js"
import { chime } from "../chime.js"
import { taste } from "../timer/taste.js"
import { tones } from "../timer/tones.js"
import { alarms } from "./state.js"

const EVERY = 4_000
const LASTS = 60_000
let now = null // the ring that wants to be heard
let until = 0
let calling = new AbortController()

// `ring`: any text that tells this ring from another; null for silence.
export function sounding(ring) {
  if (ring === now) return
  now = ring
  calling.abort()
  until = performance.now() + LASTS
  if (ring) begin()
}

// Why it is silent, or nothing.
export function silence() {
  if (!taste.audible) return "sound is off"
  return tones.locked ? "silent until this page is touched" : ""
}

taste.on("change", () => alarms.tell("change"))
tones.on("change", () => {
  alarms.tell("change")
  if (now) begin()
})

// A tab that must be silent leaves it to the others.
function begin() {
  if (tones.locked) return
  const { signal } = (calling = new AbortController())
  const act = () => repeat(signal)
  if (navigator.locks) navigator.locks.request("syncroom/alarm", { signal }, act).catch(() => {})
  else act() // without a secure context, every tab
}

const repeat = (signal) =>
  new Promise((done) => {
    signal.addEventListener("abort", done)
    const strike = () => {
      if (signal.aborted || performance.now() > until) return done()
      chime("alarm")
      later(EVERY, strike)
    }
    strike()
  })
