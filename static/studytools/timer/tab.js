// The timer on the browser's tab: what is left in the title, the phase in the colour of its icon.
import { entitle } from "../../rooms/title.js"
import { timer } from "./state.js"
import { phaseOf, written } from "./words.js"

const icons = document.getElementById("timer").dataset
const link = document.querySelector("link[rel=icon]")
const usual = link.href

timer.on("tick", (seconds) => {
  const { now } = timer
  const words = { running: `${written(seconds)} ${phaseOf(now)}`, overtime: `+${written(seconds)} ${phaseOf(now)}`, paused: `${written(seconds)} paused` }
  entitle("lead", words[now.state] ?? "")
  wear(icon(now))
})

function icon({ state, phase }) {
  if (state === "paused") return icons.iconPaused
  if (state !== "running" && state !== "overtime") return usual
  return phase === "focus" ? icons.iconFocus : icons.iconBreak
}

function wear(address) {
  if (link.getAttribute("href") !== address) link.setAttribute("href", address)
}
