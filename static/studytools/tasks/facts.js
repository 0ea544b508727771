// What a row says at its end, in one or two words: how many have done their part, the day it is due, or pomodoros.
import { serverNow } from "../../rooms/servertime.js"
import { responsible } from "./members.js"

const POMODORO = 25 * 60 // s
const DAY = 86_400_000
const language = document.documentElement.lang
const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" })
const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" })
const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" })
const dateAndYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })

export const URGENT = ["", "low priority", "medium priority", "high priority"]

// What matters most: {words, late}.
export function fact(task) {
  const day = due(task)
  return [{ words: parts(task) }, day.near && day, { words: spent(task) }, day].find((one) => one?.words) ?? { words: "" }
}

function spent({ seconds, estimate }) {
  if (estimate) return `${Math.round(seconds / POMODORO)} / ${estimate}`
  return seconds >= 60 ? minutes(seconds) : ""
}

export function minutes(seconds) {
  const all = Math.floor(seconds / 60)
  return all < 60 ? `${all} min` : `${Math.floor(all / 60)} h ${String(all % 60).padStart(2, "0")}`
}

// {words, late, near}: "today", "tomorrow", "Fri", "3 Mar".
export function due({ due: day, done_at }) {
  if (!day) return { words: "" }
  const at = new Date(`${day}T00:00Z`)
  const ahead = Math.round((at - today()) / DAY)
  return { words: dayWords(at, ahead), late: ahead < 0 && !done_at, near: ahead < 7 }
}

function dayWords(at, ahead) {
  if (Math.abs(ahead) <= 1) return near.format(ahead, "day")
  if (ahead > 1 && ahead < 7) return weekday.format(at)
  return (Math.abs(ahead) < 300 ? date : dateAndYear).format(at)
}

// The day it is here, as the midnight of that date in UTC.
function today() {
  const now = new Date(serverNow())
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
}

// "2 of 5", where everyone must.
function parts(task) {
  if (task.completion !== "everyone" || task.done_at) return ""
  const must = responsible(task)
  return `${must.filter((id) => task.parts.includes(id)).length} of ${must.length}`
}
