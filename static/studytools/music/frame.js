// A deck that lives in a framed page of ours, which alone may load from one place elsewhere. docs/architecture.md says what the two say.
import { Teller } from "../../rooms/teller.js"

export class FramedDeck extends Teller {
  host = "" // whom it talks to, as it says itself
  state = ""
  words = ""
  told = {} // the last it said
  #frame = null
  #volume = 1
  #address = ""

  // `box` holds what is to be seen; without one there is nothing to see. `sandbox`: what it may beyond running scripts.
  constructor({ title, allow = "autoplay", sandbox = "", box = null }) {
    super()
    Object.assign(this, { title, allow, sandbox, box })
    addEventListener("message", (event) => this.#hear(event))
  }

  // The only moment at which anything from elsewhere is loaded; called for who wants to listen.
  load(address) {
    if (this.#address === address) return
    this.unload()
    this.#address = address
    this.#frame = Object.assign(document.createElement("iframe"), { src: address, title: this.title, allow: this.allow })
    this.#frame.sandbox = `allow-scripts allow-same-origin ${this.sandbox}`
    if (!this.box) Object.assign(this.#frame, { className: "visually-hidden", tabIndex: -1 })
    ;(this.box ?? document.body).append(this.#frame)
  }

  unload() {
    this.#frame?.remove()
    this.#frame = null
    Object.assign(this, { host: "", state: "", words: "", told: {} })
    this.#address = ""
  }

  get flows() {
    return this.state === "playing"
  }

  get paused() {
    return this.state === "paused"
  }

  set volume(volume) {
    this.#volume = volume
    this.say({ act: "volume", volume })
  }

  say(message) {
    this.#frame?.contentWindow?.postMessage({ to: "player", ...message }, location.origin)
  }

  // From our own frame, of our own origin, and nobody else.
  #hear({ origin, source, data }) {
    if (origin !== location.origin || !this.#frame || source !== this.#frame.contentWindow || data?.from !== "player") return
    const { state, host, words } = data
    Object.assign(this, { told: data, state: String(state), host: String(host ?? this.host), words: String(words ?? "") })
    if (state === "ready") {
      this.say({ act: "volume", volume: this.#volume })
      this.say({ act: "play" })
    }
    this.tell("news", this.state)
  }
}
