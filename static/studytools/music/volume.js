// How loud my music is: as I set it, softer while the timer or an alarm sounds.
import { keep, onOthers, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"
import { tones } from "../timer/tones.js"

const NAME = "my/music/volume"
const USUAL = 60
const DUCKED = 0.2
const DOWN = 120 // ms
const UP = 900
const STEP = 30

class Loudness extends Teller {
  own = Number(recall(NAME) ?? USUAL) // 0 to 100
  #duck = 1
  #goal = 1
  #timer = 0
  #until = 0

  constructor() {
    super()
    onOthers(NAME, () => this.#become(Number(recall(NAME) ?? USUAL)))
    tones.on("play", (lasts) => this.#yield(lasts * 1000))
  }

  // 0 to 1; what ears take for even steps is a square.
  get now() {
    return (this.own / 100) ** 2 * this.#duck
  }

  get ducked() {
    return this.#goal < 1
  }

  choose(own) {
    keep(NAME, String(own))
    this.#become(own)
  }

  #become(own) {
    this.own = own
    this.tell("change")
  }

  #yield(ms) {
    this.#until = Math.max(this.#until, performance.now() + ms)
    this.#goal = DUCKED
    clearInterval(this.#timer)
    this.#timer = setInterval(() => this.#step(), STEP)
  }

  #step() {
    if (performance.now() > this.#until) this.#goal = 1
    const down = this.#goal < this.#duck
    const change = (1 - DUCKED) * (STEP / (down ? DOWN : UP))
    this.#duck = down ? Math.max(this.#goal, this.#duck - change) : Math.min(this.#goal, this.#duck + change)
    if (this.#duck === 1 && this.#goal === 1) clearInterval(this.#timer)
    this.tell("change")
  }
}

export const loudness = new Loudness()
