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
    if (here) this.#ask(this.#asked, { steal: true })
    else this.#queue(this.#asked)
  }

  leave() {
    this.#asked?.abort()
    this.#asked = null
    this.#done()
    sound.setElsewhere(false)
    this.#become(false)
  }

  // At once if nobody has it; else when they leave it.
  async #queue(asked) {
    const { held } = await navigator.locks.query()
    if (asked.signal.aborted) return
    sound.setElsewhere(held.some(({ name }) => name === LOCK))
    this.#ask(asked, { signal: asked.signal })
  }

  // What was asked before counts no more, also where this tab took it from itself.
  #ask(asked, how) {
    navigator.locks.request(LOCK, how, () => asked === this.#asked && this.#hold()).catch(() => asked === this.#asked && this.#lose())
  }

  #hold() {
    sound.setElsewhere(false)
    this.#become(true)
    return new Promise((done) => (this.#done = done))
  }

  // Another tab took it.
  #lose() {
    this.#become(false)
    sound.setElsewhere(true)
    this.#asked = new AbortController()
    this.#queue(this.#asked)
  }

  #become(mine) {
    if (this.mine === mine) return
    this.mine = mine
    this.tell("change")
  }
}

export const turn = new Turn()
