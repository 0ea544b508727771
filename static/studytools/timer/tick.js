// Tells the timer's second, at the same moment to everybody: when the reading turns, not when a page was opened.
import { later } from "../../rooms/later.js"
import { serverTime } from "../../rooms/servertime.js"
import { timer } from "./state.js"

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
