// Which of its parts the line below the clock shows.
import { keep, recall } from "../../rooms/storage.js"
import { focus } from "./state.js"

const SHOWN = 30_000 // ms for which is said what flow has earned
const NOT_NOW = "focus/not-now"

let earned = null // what flow has earned, for a while
let writing = false // I change what I said

export function view() {
  const { doing, outcome, flow_since } = focus.mine
  if (writing && (focus.within || flow_since)) return "ask"
  if (focus.away) return "away"
  if (flow_since) return "flow"
  if (earned) return "earned"
  if (focus.within) return doing ? "said" : recall(NOT_NOW) === focus.phase ? "later" : "ask"
  if (doing && !outcome && focus.timer.state !== "unknown") return "outcome"
  return focus.resting ? "rest" : ""
}

export const earning = () => earned

export function write(on) {
  writing = on
  focus.tell("change")
}

export function dismiss() {
  keep(NOT_NOW, focus.phase ?? "")
  write(false)
}

export function earn(what) {
  earned = what
  focus.tell("change")
  if (what) setTimeout(() => earned === what && earn(null), SHOWN)
}
