// Plays what I am to hear, in one tab of this browser: it fades in, goes over into what comes next, and gives way to bells.
import { plays, rests } from "../mediakeys.js"
import { tones } from "../timer/tones.js"
import { glide, Scape } from "./engine.js"
import { decode, describe, STEPS } from "./panel/code.js"
import { sound, taste } from "./panel/state.js"
import { turn } from "./turn.js"

const IN = 2 // s
const OUT = 1
const ACROSS = 3
const SOFT = 0.22 // of its volume, while a bell rings
const REST = 1_500 // ms after which a silent output is let go

const share = ({ kind, volume, first, second }) => ({ kind, volume: volume / STEPS, first: first / STEPS, second: second / STEPS })

class Player {
  #context = null
  #scape = null
  #bells = null // gives way to them
  #code = "" // of what sounds
  #loud = 0
  #rest = 0
  #others = new BroadcastChannel("syncroom/bells") // another tab may be the one that rings
  #silence = new Audio(document.querySelector("sound-bar").dataset.silence) // media keys are for pages with a media element

  constructor() {
    this.#silence.loop = true
    turn.on("change", () => this.#hear())
    tones.on("play", (seconds) => {
      this.#others.postMessage(seconds)
      this.#yield(seconds)
    })
    this.#others.onmessage = ({ data }) => this.#yield(data)
  }

  look(here) {
    const wanted = !sound.silence && !tones.locked
    if (wanted) turn.take(here)
    else turn.leave()
    this.#hear()
  }

  #hear() {
    const code = turn.mine && !sound.silence ? sound.code : ""
    if (code) this.#play(code)
    else if (this.#code) this.#stop()
  }

  #play(code) {
    this.#open()
    clearTimeout(this.#rest)
    this.#context.resume()
    const begins = !this.#code
    if (code !== this.#code) this.#scape.become(decode(code).map(share), begins ? IN : ACROSS).catch(() => this.#fail())
    const loud = (taste.now.volume / 100) ** 1.5
    if (begins || loud !== this.#loud) this.#fade(loud, begins ? IN : 0.2)
    if (begins) this.#silence.play().catch(() => {})
    if (code !== this.#code) plays("sound", { title: describe(code), artist: "SyncRoom", play: () => taste.change({ on: true }), pause: () => taste.change({ on: false }) })
    this.#code = code
  }

  // What makes the sound could not be fetched; the next press tries again.
  #fail() {
    if (this.#code) this.#stop()
    taste.change({ on: false })
  }

  #stop() {
    this.#code = ""
    this.#fade(0, OUT)
    this.#silence.pause()
    rests("sound")
    this.#rest = setTimeout(() => this.#context.suspend(), REST)
  }

  #open() {
    if (this.#context) return
    this.#context = new AudioContext({ latencyHint: "playback" })
    this.#scape = new Scape(this.#context)
    this.#scape.out.gain.value = 0
    this.#bells = new GainNode(this.#context)
    this.#scape.out.connect(this.#bells).connect(this.#context.destination)
  }

  #fade(loud, seconds) {
    this.#loud = loud
    glide(this.#scape.out.gain, loud, seconds, this.#context.currentTime)
  }

  #yield(seconds) {
    if (!this.#code) return
    const now = this.#context.currentTime
    glide(this.#bells.gain, SOFT, 0.25, now)
    this.#bells.gain.setTargetAtTime(1, now + Math.min(seconds, 3), 0.6)
  }
}

export const player = new Player()
