// The room's own sounds, soft, made by the browser, which keeps a page silent until somebody has touched it.
import { prefers } from "../syncroom/preferences.js"

const SOUNDS = { knock: [[190, 0], [165, 0.19], [190, 0.5], [165, 0.69]] } // [Hz, begins after s] // prettier-ignore
const LASTS = 0.11 // s
const LOUD = 0.2
let context = null

for (const name of ["pointerdown", "keydown"]) addEventListener(name, wake, { capture: true, once: true })

export async function chime(name) {
  if (prefers("sounds") === "off" || prefers("notify") === "nothing" || !wake()) return
  await context.resume()
  const start = context.currentTime + 0.03
  for (const [pitch, after] of SOUNDS[name]) strike(pitch, start + after)
  setTimeout(() => context.suspend(), 2_000)
}

function wake() {
  if (window.AudioContext) context ??= navigator.userActivation?.hasBeenActive === false ? null : new AudioContext()
  return context
}

// Wood under a knuckle: a tone that falls at once and is gone.
function strike(pitch, at) {
  const tone = new OscillatorNode(context, { type: "triangle", frequency: pitch })
  const swell = new GainNode(context, { gain: 0 })
  tone.frequency.setValueAtTime(pitch * 1.6, at)
  tone.frequency.exponentialRampToValueAtTime(pitch, at + 0.03)
  swell.gain.setValueAtTime(0, at)
  swell.gain.linearRampToValueAtTime(LOUD, at + 0.004)
  swell.gain.exponentialRampToValueAtTime(0.0001, at + LASTS)
  tone.connect(swell).connect(context.destination)
  tone.start(at)
  tone.stop(at + LASTS)
}
