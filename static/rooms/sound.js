// Sounds made by the browser: struck things that ring out, as loud as this person likes. A page is silent until somebody touches it.
import { recall } from "./storage.js"
import { Teller } from "./teller.js"

const NOTES = {
  alarm: [[880, 0, 0.5], [1109, 0.18, 0.5], [1319, 0.36, 1.4]],
  timer: [[1175, 0, 0.5], [1568, 0.2, 1.2]],
} // [Hz, begins after s, lasts s] // prettier-ignore
const OVERTONES = [[1, 1], [2.01, 0.3], [3.9, 0.12]] // [times the tone, how loud] // prettier-ignore
const LIKES = "my/timer" // where a person's volume is kept: {sound, volume}
const USUAL = { sound: true, volume: 60 }
const ATTACK = 0.006 // s

class Sound extends Teller {
  locked = true
  #context = null

  constructor() {
    super()
    for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => this.locked && this.wake(), { capture: true })
  }

  get likes() {
    try {
      return { ...USUAL, ...JSON.parse(recall(LIKES) ?? "{}") }
    } catch {
      return USUAL
    }
  }

  chime(name) {
    const { sound, volume } = this.likes
    if (!sound || !volume || !this.wake()) return
    const start = this.#context.currentTime + 0.03
    for (const [pitch, after, lasts] of NOTES[name]) for (const [times, loud] of OVERTONES) this.#strike(pitch * times, start + after, lasts / times, (loud * volume) / 100)
  }

  #strike(pitch, at, lasts, loud) {
    const tone = new OscillatorNode(this.#context, { frequency: pitch })
    const swell = new GainNode(this.#context, { gain: 0 })
    swell.gain.setValueAtTime(0, at)
    swell.gain.linearRampToValueAtTime(loud * 0.3, at + ATTACK)
    swell.gain.exponentialRampToValueAtTime(0.0001, at + lasts)
    tone.connect(swell).connect(this.#context.destination)
    tone.start(at)
    tone.stop(at + lasts)
  }

  // False where there can be no sound at all.
  wake() {
    if (!window.AudioContext) return false
    this.#context ??= this.#open()
    this.#context.resume().catch(() => {})
    return true
  }

  #open() {
    const context = new AudioContext()
    context.addEventListener("statechange", () => this.#learn(context.state))
    this.#learn(context.state)
    return context
  }

  #learn(state) {
    if (state !== "running" || !this.locked) return
    this.locked = false
    this.tell("change")
  }
}

export const sound = new Sound()
export const chime = (name) => sound.chime(name)
