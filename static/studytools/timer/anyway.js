// Two press the same button in the same moment: whoever came second is refused, but has what they wanted, and needs no words about it.
import { timer } from "./state.js"

const MOMENT = 1_000 // ms in which the page hears of it
const LATE = new Set(["changed-meanwhile", "timer-running", "timer-not-running"])
const WANTED = {
  start: ({ state }) => state === "running",
  pause: ({ state }) => state === "paused",
  resume: ({ state }) => state === "running",
  skip: ({ state, phase }, before) => state === "running" && phase !== before.phase,
  reset: ({ state }) => state === "idle",
}

// Whether the timer, which was like `before`, has become what `verb` was to make of it.
export async function anyway(verb, before, { code }) {
  if (!LATE.has(code) || !(verb in WANTED)) return false
  for (const end = performance.now() + MOMENT; timer.now.seq === before.seq && performance.now() < end; ) await soon()
  return timer.now.seq !== before.seq && WANTED[verb](timer.now, before)
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50))
