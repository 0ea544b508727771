// How long, in words.
import { serverNow } from "../../rooms/servertime.js"

const two = (number) => String(number).padStart(2, "0")

// Milliseconds since this moment.
export const age = (moment) => Math.max(0, serverNow() - Date.parse(moment))

// Seconds of focus: those that are over, and those that run.
export const total = (seconds, since) => seconds + (since ? age(since) / 1000 : 0)

// "42 m", "1 h 08"; `unit` may be another word for minutes.
export function spent(seconds, unit = "m") {
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} ${unit}` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`
}
