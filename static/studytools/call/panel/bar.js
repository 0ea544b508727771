// The call in the bar at the foot: who is in it, and the way in.
import { list, part, say } from "../../../rooms/markup.js"
import { called } from "../../../rooms/members.js"
import { room } from "../../../rooms/room.js"
import { told } from "./state.js"

const NAMED = 2
const SAID = 12_000 // ms

class CallBar extends HTMLElement {
  #words = ""
  #timer = 0
  #photos = null

  connectedCallback() {
    for (const name of ["press", "open"]) part(this, name).addEventListener("click", () => this.#open())
    told.on("change", () => this.#show())
    room.on("call.photo", (photo) => photo.picture && this.#photo(photo))
    this.#show()
  }

  #show() {
    const names = told.others.map(({ user, name }) => called(user, name))
    const rest = names.length - NAMED
    const words = rest > 1 ? [...names.slice(0, NAMED), `${rest} others`] : names
    const joined = this.hasAttribute("data-joined")
    say(part(this, "note"), this.#words ? this.#words : names.length ? `${joined ? "with " : ""}${list(words)}` : joined ? "Only you so far" : "Nobody is in it")
    part(this, "press").ariaLabel = joined ? "Camera, microphone, and more" : "Join the call"
  }

  // `words`: why it is over, for a while.
  joined(on, words = "") {
    clearTimeout(this.#timer)
    this.#words = words
    if (words) this.#timer = setTimeout(() => this.joined(on), SAID)
    this.toggleAttribute("data-joined", on)
    this.#show()
  }

  // The first one brings what shows it.
  #photo(photo) {
    this.#photos ??= import("../open.js").then(async ({ prepare }) => {
      await prepare(this)
      const { wall } = await import("../photo/wall.js")
      wall.hear(photo)
    })
    this.#photos.catch(() => (this.#photos = null))
  }

  async #open() {
    if (this.busy) return
    this.busy = true
    say(part(this, "note"), "One moment…")
    try {
      const { open } = await import("../open.js")
      await open(this)
      this.#show()
    } catch (error) {
      console.debug(error)
      say(part(this, "note"), "It did not load. Try again.")
    } finally {
      this.busy = false
    }
  }
}

customElements.define("call-bar", CallBar)
