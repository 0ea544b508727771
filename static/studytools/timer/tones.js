// The sounds, made by the browser: struck things that ring out. Browsers keep a page silent until somebody touches it.
import { Teller } from "../../rooms/teller.js"

const SOUNDS = {
  bell: [[659, 0, 1.8], [988, 0.22, 2.6]],
  bowl: [[196, 0, 4.5], [294, 0, 3.5], [523, 0, 2.5]],
  chime: [[784, 0, 1.4], [659, 0.28, 1.4], [523, 0.56, 2.2]],
  wood: [[880, 0, 0.12], [660, 0.17, 0.12], [880, 0.34, 0.16]],
  drop: [[1175, 0, 0.5]],
  alarm: [[880, 0, 0.5], [1109, 0.18, 0.5], [1319, 0.36, 1.4]],
  pocket: [[1175, 0, 0.5], [1568, 0.2, 1.2]],
} // [Hz, begins after s, lasts s] // prettier-ignore
const OVERTONES = [[1, 1], [2.01, 0.3], [3.9, 0.12]] // [times the tone, how loud] // prettier-ignore
const ATTACK = 0.006
const REST = 6_000 // ms after which an unused output is let go

class Tones extends Teller {
  #context = null
  #rest = 0

  constructor() {
    super()
    this.#wake()
    for (const name of ["click", "keydown"]) addEventListener(name, () => this.locked && this.#wake(), { capture: true }) // not when a press begins: what then appears or goes must not move what is being pressed
  }

  locked = true

  // `volume` 0 to 1.
  play(name, volume) {
    if (!volume || !SOUNDS[name] || !this.#wake()) return
    const start = this.#context.currentTime + 0.03
    this.tell("play", Math.max(...SOUNDS[name].map(([, after, lasts]) => after + lasts))) // s, for what plays more softly meanwhile
    for (const [pitch, after, lasts] of SOUNDS[name]) for (const [times, loud] of OVERTONES) this.#strike(pitch * times, start + after, lasts / times, volume * loud)
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

  #wake() {
    if (!window.AudioContext) return false
    this.#context ??= this.#open()
    this.#context.resume().catch(() => {})
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => this.locked || this.#context.suspend(), REST)
    return true
  }

  #open() {
    const context = new AudioContext()
    context.addEventListener("statechange", () => this.#learn(context.state))
    this.#learn(context.state)
    return context
  }

  #learn(state) {
    if (state === "running" && this.locked) {
      this.locked = false
      this.tell("change")
    }
  }
}

export const tones = new Tones()
