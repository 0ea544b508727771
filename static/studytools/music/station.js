// The framed page of one radio station: live, so there is nothing to seek.
import { player } from "./framed.js"

const audio = document.querySelector("audio")
const { address, host } = audio.dataset
const tell = player({ act, host })

function act({ act, volume }) {
  if (act === "volume") audio.volume = Math.min(1, Math.max(0, Number(volume) || 0))
  if (act === "pause") stop()
  if (act === "play") start()
}

function start() {
  audio.src = address
  audio.play().catch(({ name }) => name !== "AbortError" && tell("failed", { words: "This station cannot be heard just now." }))
}

// A paused stream would go on loading, and go on from the past.
function stop() {
  audio.removeAttribute("src")
  audio.load()
  tell("paused")
}

for (const state of ["playing", "waiting"]) audio.addEventListener(state, () => tell(state))
audio.addEventListener("error", () => audio.hasAttribute("src") && tell("failed", { words: "This station cannot be heard just now." }))
tell("ready")
