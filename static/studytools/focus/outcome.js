// What became of it: one tap at the end of a phase.
import { part, say } from "../../rooms/markup.js"
import { asking } from "./stage.js"
import { focus } from "./state.js"

class FocusOutcome extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => this.#settle(target.closest("[data-outcome]")))
    focus.on("change", () => this.#show())
    this.#show()
  }

  #show() {
    say(part(this, "doing"), focus.mine.doing)
    part(this, "doing").title = focus.mine.doing
  }

  #settle(button) {
    const outcome = button?.dataset.outcome
    if (outcome) asking(this, "focus.outcome", { outcome }, { outcome })
  }
}

customElements.define("focus-outcome", FocusOutcome)
