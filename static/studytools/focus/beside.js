// Beside everybody's name: what they work on, how it stands with them, and their minutes today if they show them.
import { notes } from "../../rooms/notes.js"
import { focus } from "./state.js"
import { spent, total } from "./words.js"

const MINUTE = 60_000
const BECAME = { done: (doing) => `done: ${doing}`, blocked: (doing) => `blocked: ${doing}` }

function state({ flow_since }) {
  if (flow_since) return "flow"
  return focus.focusing ? "focusing" : focus.resting ? "break" : undefined
}

function note({ doing, outcome, flow_since }) {
  if (!doing) return undefined
  return flow_since ? `in flow · ${doing}` : (BECAME[outcome]?.(doing) ?? doing)
}

notes.add(({ id }) => {
  const person = focus.of(id)
  const time = person.seconds === null ? undefined : spent(total(person.seconds, person.since))
  return { state: state(person), note: note(person), time }
})

focus.on("change", () => notes.change())
setInterval(() => notes.change(), MINUTE)
