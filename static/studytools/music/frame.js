// A deck that lives in a framed page of ours, which alone may load from one place elsewhere. docs/architecture.md says what the two say.
import { Teller } from "../../rooms/teller.js"

export class FramedDeck extends Teller {
  host = "" // whom it talks to, as it says itself
  state = ""
  words = ""
  device = "" // what the place it loads from calls this page
  #frame = null
  #volume = 1
  #address = ""

  constructor({ title, allow = "autoplay" }) {
    super()
    Object.assign(this, { title, allow })
    addEventListener("message", (event) => this.#hear(event))
  }

  // The only moment at which anything from elsewhere is loaded; called for who wants to listen.
  load(address) {
    if (this.#address === address) return
    this.unload()
    this.#address = address
    this.#frame = Object.assign(document.createElement("iframe"), { src: address, title: this.title, allow: this.allow, className: "visually-hidden", tabIndex: -1 })
    this.#frame.sandbox = "allow-scripts allow-same-origin"
    document.body.append(this.#frame)
  }

  unload() {
    this.#frame?.remove()
    this.#frame = null
    Object.assign(this, { host: "", state: "", words: "", device: "" })
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
    this.#say({ act: "volume", volume })
  }

  #say(message) {
    this.#frame?.contentWindow?.postMessage({ to: "player", ...message }, location.origin)
  }

  // From our own frame, of our own origin, and nobody else.
  #hear({ origin, source, data }) {
    if (origin !== location.origin || !this.#frame || source !== this.#frame.contentWindow || data?.from !== "player") return
    const { state, host, words, device } = data
    Object.assign(this, { state: String(state), host: String(host ?? this.host), words: String(words ?? ""), device: String(device ?? this.device) })
    if (state === "ready") {
      this.#say({ act: "volume", volume: this.#volume })
      this.#say({ act: "play" })
    }
    this.tell("news", this.state)
  }
}
