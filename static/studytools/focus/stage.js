// The line below the clock: one thing at a time, in a place that is kept for it.
import { exact } from "../../chat/times.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { focus } from "./state.js"
import { view } from "./view.js"

class FocusStage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focus:trouble", ({ detail }) => say(part(this, "trouble"), detail))
    this.addEventListener("click", ({ target }) => target.closest("[data-back]") && room.ask("room.back").catch(() => {})) // who is here says what came of it
    focus.on("change", () => this.#show())
    this.#show()
  }

  #show() {
    if (focus.away) say(part(this, "away"), `You have been away since ${exact(Date.parse(focus.away.since))}. Your minutes stand still.`)
    const shown = view()
    const held = this.contains(document.activeElement) && document.activeElement
    this.hidden = !shown && ["unknown", "idle", "parked"].includes(focus.timer.state)
    if (shown === this.dataset.view) return
    this.dataset.view = shown
    say(part(this, "trouble"), "")
    for (const one of this.querySelectorAll("[data-views]")) one.hidden = !one.dataset.views.split(" ").includes(shown)
    if (held && !held.checkVisibility()) this.focus({ preventScroll: true }) // what I pressed is gone: the keyboard goes on from here
    queueMicrotask(() => this.#speak(shown))
  }

  // For who does not see what became of the line; what begins a phase, the timer says.
  #speak(shown) {
    const words = { outcome: `How did “${focus.mine.doing}” go?`, earned: part(this, "earned").textContent }
    say(part(this, "spoken"), words[shown] ?? "")
  }
}

customElements.define("focus-stage", FocusStage)
