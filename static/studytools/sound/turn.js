// Whose turn it is to sound: of all tabs of this browser one, the first that may, or the one that was asked last.
import { Teller } from "../../rooms/teller.js"
import { sound } from "./panel/state.js"

const LOCK = "syncroom/sound"

class Turn extends Teller {
  mine = false
  #asked = null // calls off what was asked for
  #done = () => {}

  // `here`: from whichever tab has it.
  take(here = false) {
    if (this.mine || (this.#asked && !here)) return
    if (!navigator.locks) return this.#become(true) // without a secure context, every tab
    this.#asked?.abort()
    this.#asked = new AbortController()
    if (here) this.#ask({ steal: true })
    else this.#queue(this.#asked.signal)
  }

  leave() {
    this.#asked?.abort()
    this.#asked = null
    this.#done()
    sound.setElsewhere(false)
    this.#become(false)
  }

  // At once if nobody has it; else when they leave it.
  async #queue(signal) {
    const { held } = await navigator.locks.query()
    if (signal.aborted) return
    sound.setElsewhere(held.some(({ name }) => name === LOCK))
    this.#ask({ signal })
  }

  #ask(how) {
    navigator.locks.request(LOCK, how, () => this.#hold()).catch(() => this.#lose(how))
  }

  #hold() {
    sound.setElsewhere(false)
    this.#become(true)
    return new Promise((done) => (this.#done = done))
  }

  // Another tab took it.
  #lose({ signal }) {
    if (signal?.aborted || !this.mine) return
    this.#become(false)
    sound.setElsewhere(true)
    this.#asked = new AbortController()
    this.#queue(this.#asked.signal)
  }

  #become(mine) {
    if (this.mine === mine) return
    this.mine = mine
    this.tell("change")
  }
}

export const turn = new Turn()
