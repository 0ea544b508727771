// The timer for who listens to the page: told at the start, five minutes and one minute before the end, and at the end. No more.
import { part, say } from "../../rooms/markup.js"
import { timer } from "./state.js"
import { at, minutes, next, phaseOf } from "./words.js"

const MARKS = { 300: "5 minutes left.", 60: "1 minute left." } // seconds
const place = part(document.getElementById("timer"), "spoken")
let last = null

timer.on("change", ({ before }) => {
  const { now } = timer
  if (before.seq === now.seq || before.state === "unknown") return
  const begun = now.state === "running" && (before.state !== "running" || before.phase !== now.phase) && before.state !== "paused"
  if (begun) say(place, began(now))
  else if (now.state === "overtime" || now.act === "ended") say(place, `${phaseOf(before)} is over.`)
  last = null
})

timer.on("tick", (seconds) => {
  const counts = timer.now.state === "running" && timer.now.ends_at
  const mark = counts && last !== null && Object.keys(MARKS).find((mark) => last > mark && seconds <= mark)
  if (mark) say(place, `${MARKS[mark]} ${phaseOf(timer.now)}.`)
  last = seconds
})

function began(now) {
  const length = now.length_ms ? `, ${minutes(Math.round(now.length_ms / 60_000))}` : ""
  const end = now.ends_at ? ` It ends at ${at(now.ends_at)}${now.mode === "pomodoro" ? `, then ${next(now)}` : ""}.` : ""
  return `${phaseOf(now)} has begun${length}.${end}`
}
