// Rings when a phase begins or ends, unless that is long past; and offers to, while the browser keeps the page silent.
import { part } from "../../rooms/markup.js"
import { page } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { timer } from "./state.js"
import { taste } from "./taste.js"
import { tones } from "./tones.js"

const LATE = 5_000
const WARNING = 60 // s before the end
const HELD = 1_000 // ms in which no other tab of this room rings
const chip = part(document.getElementById("timer"), "unlock")
let last = null
let held = false // by this tab

export function ring(kind) {
  const { volume, ...names } = taste.now
  if (taste.audible) tones.play(kind === "warning" ? "drop" : names[kind], volume / 100)
}

timer.on("change", ({ before }) => {
  offer()
  if (before.seq === timer.now.seq) return
  const kind = before.state !== "unknown" && ringing(before, timer.now)
  if (kind && serverNow() - Date.parse(timer.now.at) <= LATE) once(kind)
  last = null
})

timer.on("tick", (seconds) => {
  const counts = timer.now.state === "running" && timer.now.ends_at
  if (counts && taste.now.warning && last > WARNING && seconds <= WARNING) once("warning")
  last = seconds
})

// "focus" where focus begins or a break is over, "break" where it is the other way round.
function ringing(before, now) {
  if (now.state === "overtime" && before.state !== "overtime") return now.phase === "focus" ? "break" : "focus"
  if (now.act === "ended" && now.state === "idle") return "break"
  const begins = now.state === "running" && (before.phase !== now.phase || before.state === "idle" || before.state === "parked")
  return begins && before.state !== "overtime" && (now.phase === "focus" ? "focus" : "break")
}

// In one tab of this browser, if several are in this room.
function once(kind) {
  if (tones.locked || held || !navigator.locks) return ring(kind)
  const hold = (done) => {
    held = true
    ring(kind)
    setTimeout(() => done((held = false)), HELD)
  }
  navigator.locks.request(`syncroom/ring/${page.code}`, { ifAvailable: true }, (mine) => mine && new Promise(hold))
}

function offer() {
  const { state } = timer.now
  chip.hidden = !tones.locked || !taste.audible || state === "idle" || state === "unknown"
}

tones.on("change", offer)
taste.on("change", offer)
offer()
