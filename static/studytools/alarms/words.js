// Alarms in words: on which days, when next, and where that is.
import { exact } from "../../chat/times.js"

const language = document.documentElement.lang
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
const SETS = { "1,2,3,4,5,6,7": "every day", "1,2,3,4,5": "on weekdays", "6,7": "at weekends" }
const WEEK = 6 // days ahead for which a weekday says enough
const DAY = 86_400_000

export const here = Intl.DateTimeFormat().resolvedOptions().timeZone

// 07:30, of a moment in ms, here.
export const clock = exact

// The same in another zone; where the browser does not know it, in ours.
export function clockIn(zone, at) {
  try {
    return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at)
  } catch {
    return exact(at)
  }
}

export const city = (zone) => zone.split("/").at(-1).replaceAll("_", " ")

// "today", "tomorrow", "Wednesday", "March 29", as the calendar here has it.
export function dayWord(at, now) {
  const days = Math.round((midnight(at) - midnight(now)) / DAY) // round: a day may have 23 hours
  if (days === 0) return "today"
  if (days === 1) return "tomorrow"
  if (days === -1) return "yesterday"
  return new Date(at).toLocaleDateString(language, Math.abs(days) <= WEEK ? { weekday: "long" } : { month: "long", day: "numeric" })
}

// "Mon, Wed · tomorrow · in New York, 13:30 here"
export function note(alarm, now) {
  const next = alarm.next_at && Date.parse(alarm.next_at)
  const days = SETS[alarm.weekdays] ?? alarm.weekdays.map((day) => NAMES[day - 1]).join(", ")
  const where = alarm.snoozed ? "" : place(alarm, next ?? now)
  return [days, soon(alarm, next, now), where, alarm.list === "room" && "for\u00a0the\u00a0room"].filter(Boolean).join(" · ")
}

function soon({ on, snoozed, weekdays }, next, now) {
  if (!on) return "off"
  if (snoozed) return `again at ${clock(next)}`
  const word = dayWord(next, now)
  return !weekdays.length || (weekdays.length < 7 && ["today", "tomorrow"].includes(word)) ? word : ""
}

export function missed({ rang_at }, now) {
  const day = dayWord(Date.parse(rang_at), now)
  return `missed ${day === "today" ? "" : `${day} `}at ${clock(Date.parse(rang_at))}`
}

// What the time means to whoever looks, where that is not plain: another zone, or a time that the clocks skip.
function place({ zone, time, on }, at) {
  const there = clockIn(zone, at)
  const far = clock(at) !== there
  if (on && there !== time) return `at ${there}, as the clocks change`
  return far && (on ? `in ${city(zone)}, ${clock(at)} here` : `in ${city(zone)}`)
}

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0)
