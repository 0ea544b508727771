// Which buttons the timer has in which state, and what they say.

// {primary: [verb, words], skip: words or "", add: whether time can be added, stop, reset}.
export function offers({ state, mode, phase }) {
  const pomodoro = mode === "pomodoro"
  const focusing = phase === "focus"
  const moving = state === "running" || state === "paused"
  return {
    primary: primary(state, focusing),
    skip: pomodoro && moving ? (focusing ? "Skip to break" : "Skip to focus") : "",
    add: mode !== "stopwatch" && (moving || state === "overtime"),
    stop: !pomodoro && moving,
    reset: pomodoro && state !== "idle",
  }
}

function primary(state, focusing) {
  if (state === "running") return ["pause", "Pause"]
  if (state === "paused") return ["resume", "Resume"]
  if (state === "overtime") return ["start", focusing ? "Start the break" : "Start focus"]
  return ["start", "Start"]
}

// "Ask to pause", where the others have a say.
export const asked = (words) => `Ask to ${words[0].toLowerCase()}${words.slice(1)}`
