// What makes a sound from a file: two audio elements, of which one plays and the other is made ready for what comes next.
import { Teller } from "../../rooms/teller.js"

const NEWS = ["waiting", "playing", "canplay", "seeked", "stalled", "pause", "error"]

export class Deck extends Teller {
  #audio = this.#make()
  #spare = null
  #volume = 1

  // Nothing is loaded before this is called, and it is only called for who wants to listen.
  load(address) {
    if (this.#audio.src === address) return
    const old = this.#audio
    if (this.#spare?.src === address) this.#audio = this.#spare
    else {
      this.#audio = this.#make()
      this.#audio.preload = "auto"
      this.#audio.src = address
    }
    this.#spare = null
    this.#audio.volume = this.#volume
    empty(old)
  }

  prepare(address) {
    if (this.#spare?.src === address || this.#audio.src === address) return
    this.#spare = this.#make()
    this.#spare.preload = "auto"
    this.#spare.src = address
  }

  unload() {
    if (!this.#audio.src && !this.#spare) return
    empty(this.#audio)
    if (this.#spare) empty(this.#spare)
    this.#audio = this.#make()
    this.#spare = null
  }

  // Resolves to why it may not, or nothing.
  async play() {
    try {
      await this.#audio.play()
      return ""
    } catch (error) {
      return error.name === "NotAllowedError" ? "blocked" : "" // else another load was faster
    }
  }

  pause() {
    this.#audio.pause()
  }

  // Seconds.
  get time() {
    return this.#audio.currentTime
  }

  set time(seconds) {
    this.#audio.currentTime = seconds
  }

  set rate(rate) {
    if (this.#audio.playbackRate !== rate) this.#audio.playbackRate = rate
  }

  set volume(volume) {
    this.#volume = volume
    this.#audio.volume = volume
  }

  get paused() {
    return this.#audio.paused
  }

  get ended() {
    return this.#audio.ended
  }

  // Whether there is something to hear at this very position.
  get ready() {
    return this.#audio.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !this.#audio.seeking
  }

  get flows() {
    return this.#audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !this.#audio.seeking
  }

  get failed() {
    return Boolean(this.#audio.error)
  }

  #make() {
    const audio = new Audio()
    audio.preservesPitch = true
    audio.dataset.music = ""
    for (const name of NEWS) audio.addEventListener(name, () => audio === this.#audio && this.tell("news", name))
    return audio
  }
}

// Lets go of what was loaded.
function empty(audio) {
  audio.pause()
  audio.removeAttribute("src")
  audio.load()
}
