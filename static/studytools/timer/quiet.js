// Offered once, at the first phase of focus, to who may decide it: a chat that keeps quiet meanwhile.
import { part, say } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { timer } from "./state.js"

class TimerQuiet extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => target.closest("[data-quiet]") && this.#decide(target.closest("[data-quiet]").dataset.quiet === "yes"))
    timer.on("change", () => this.#show())
    room.on("state", () => this.#show())
    this.#show()
  }

  #show() {
    const { state, mode, phase, quiet } = timer.now
    const focusing = state === "running" && mode === "pomodoro" && phase === "focus"
    this.hidden = !focusing || quiet !== null || !page.may.manage || !room.ready
  }

  async #decide(quiet) {
    try {
      await timer.ask("edit", { quiet })
    } catch (refusal) {
      say(part(this, "trouble"), refusal.message)
    }
  }
}

const offer = document.querySelector("timer-quiet")
offer.closest(".calm").append(offer) // below everything, where it moves nothing
customElements.define("timer-quiet", TimerQuiet)
