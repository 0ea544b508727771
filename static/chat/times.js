// Moments in words: about when, exactly when, and on which day. The clock is the server's.
import { hours, serverNow } from "../rooms/servertime.js"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const language = document.documentElement.lang
const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" })
const days = new Intl.RelativeTimeFormat(language, { numeric: "auto" })
const thisYear = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" })
const otherYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" })

export { hours as exact, serverNow as now }
export const inFull = (at) => full.format(at)
export const dayOf = (at) => new Date(at).setHours(0, 0, 0, 0)

export function about(at) {
  const age = serverNow() - at
  if (age < MINUTE) return "now"
  return age < HOUR ? `${Math.floor(age / MINUTE)} min` : hours(at)
}

// "Today", "Yesterday", "Monday, July 6", "July 6, 2025".
export function dayName(at) {
  const ago = Math.round((dayOf(serverNow()) - dayOf(at)) / DAY) // round: a day may have 23 hours
  if (ago === 0 || ago === 1) return capital(days.format(-ago, "day"))
  return (new Date(serverNow()).getFullYear() === at.getFullYear() ? thisYear : otherYear).format(at)
}

const capital = (word) => word[0].toUpperCase() + word.slice(1)
