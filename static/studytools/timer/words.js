// The timer in words.
import { exact } from "../../chat/times.js"
import { called, isMe } from "../../rooms/members.js"

const MODES = { countdown: "Countdown", stopwatch: "Stopwatch" }
const PHASES = { focus: "Focus", break: "Break", long: "Long break" }
const ACTS = {
  started: "started it", resumed: "went on", skipped: "skipped ahead", added: "added time", reset: "reset it", edited: "changed the settings", undone: "undid that",
  restarted: "",
} // prettier-ignore

export const phaseOf = ({ mode, phase }) => MODES[mode] ?? PHASES[phase]
export const at = (moment) => exact(Date.parse(moment))
export const minutes = (n) => (n === 1 ? "1 minute" : `${n} minutes`)

// 18:42, 1:05:00, as [hours or "", minutes, seconds].
export function digits(seconds) {
  const hours = Math.floor(seconds / 3600)
  const rest = Math.floor((seconds % 3600) / 60)
  return [hours ? String(hours) : "", hours ? two(rest) : String(rest), two(seconds % 60)]
}

export const written = (seconds) => digits(seconds).filter(Boolean).join(":")

export function who({ by }) {
  if (!by) return "Somebody"
  return isMe(by.id) ? "You" : called(by.id, by.name)
}

export function roundOf({ mode, phase, round, every }) {
  if (mode !== "pomodoro" || phase === "long") return ""
  return phase === "focus" ? `round ${round} of ${every}` : `after round ${round} of ${every}`
}

// What comes after this phase: "a 5-minute break".
export function next({ phase, round, every, short, long, aligned }) {
  if (phase === "long") return "round 1"
  if (phase === "break") return `round ${round >= every ? 1 : round + 1}`
  return round >= every && !aligned ? `a long break of ${minutes(long)}` : `a ${short}-minute break`
}

// The line below the clock.
export function line(now, choice) {
  return LINES[now.state]?.(now, choice) ?? ""
}

// Who did what a moment ago, where the line does not say it.
export function deed(now) {
  return ACTS[now.act] && now.by && now.state !== "paused" ? `${who(now)} ${ACTS[now.act]} at ${at(now.at)}` : ""
}

const LINES = {
  idle: (now, { mode, minutes: n }) => {
    if (mode === "stopwatch") return "counts up until somebody stops it"
    if (mode === "countdown") return now.act === "ended" ? `ended at ${at(now.at)}` : "rings at the end"
    return `${minutes(n)} of focus, then ${next(now)}`
  },
  running: (now) => {
    if (!now.ends_at) return `since ${at(now.started_at)}`
    return now.mode === "pomodoro" ? `ends at ${at(now.ends_at)} · then ${next(now)}` : `ends at ${at(now.ends_at)}`
  },
  paused: (now) => `${who(now)} paused at ${at(now.at)}`,
  overtime: (now) => `ended at ${at(now.ends_at)} · next ${next(now)}`,
  parked: () => "Nobody was here at the end. It starts when somebody comes.",
}

const two = (number) => String(number).padStart(2, "0")
