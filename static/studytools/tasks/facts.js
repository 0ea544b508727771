// What a row says at its end: whose it is, and in one or two words how many have done their part, the day it is due, or pomodoros.
import { drawFace } from "../../rooms/faces.js"
import { copy } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/members.js"
import { room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"

export const members = new Map() // id → name

room.on("room.fresh", () => members.clear())
room.on("room.member", ({ member: { id, name, role } }) => (role === "gone" ? members.delete(id) : members.set(id, name)))

export const nameOf = (id) => (isMe(id) ? "you" : members.has(id) ? called(id, members.get(id)) : "somebody who left")

export function face(id, element = copy("task-face")) {
  element.title = nameOf(id)
  drawFace(element, id, members.get(id) ?? "?")
  return element
}

// Those who must have done it where everyone must.
export function responsible({ assignees }) {
  const assigned = assignees.filter((id) => members.has(id))
  return assigned.length ? assigned : [...members.keys()]
}

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
