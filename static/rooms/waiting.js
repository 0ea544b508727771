// Waiting at a door: the page asks for the answer every two seconds, and takes whoever is let in along.
import { later } from "./later.js"

const PACE = 2_000

class DoorWaiting extends HTMLElement {
  connectedCallback() {
    if (this.dataset.state === "waiting") later(PACE, () => this.#ask())
  }

  async #ask() {
    const { state, url } = await this.#answer()
    if (state !== this.dataset.state) this.#show(state)
    if (url) location.replace(url)
    else if (state === "waiting") later(PACE, () => this.#ask())
  }

  async #answer() {
    try {
      const response = await fetch(this.dataset.answer, { headers: { Accept: "application/json" } })
      if (response.ok && !response.redirected) return await response.json()
    } catch {
      // the next time, perhaps
    }
    return { state: "waiting", url: null }
  }

  #show(state) {
    this.dataset.state = state
    for (const element of this.querySelectorAll("[data-when]")) element.hidden = !element.dataset.when.split(" ").includes(state)
  }
}

customElements.define("door-waiting", DoorWaiting)
