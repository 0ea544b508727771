// The line below the clock: one thing at a time, in a place that is kept for it.
import { keep, recall } from "../../rooms/storage.js"
import { focus } from "./state.js"
import { exact } from "../../chat/times.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"

const SHOWN = 30_000 // ms for which is said what flow has earned
const NOT_NOW = "focus/not-now"

let earned = null // what flow has earned, for a while
let writing = false // I change what I said

export function view() {
  const { doing, outcome, flow_since } = focus.mine
  if (writing && (focus.within || flow_since)) return "ask"
  if (focus.away) return "away"
  if (flow_since) return "flow"
  if (earned) return "earned"
  if (focus.within) return doing ? "said" : recall(NOT_NOW) === focus.phase ? "later" : "ask"
  if (doing && !outcome && focus.timer.state !== "unknown") return "outcome"
  return focus.resting ? "rest" : ""
}

export const earning = () => earned

export function write(on) {
  writing = on
  focus.tell("change")
}

export function dismiss() {
  keep(NOT_NOW, focus.phase ?? "")
  write(false)
}

export function earn(what) {
  earned = what
  focus.tell("change")
  if (what) setTimeout(() => earned === what && earn(null), SHOWN)
}

// Resolves to what `ok` carries, or nothing where it was refused.
export async function asking(element, type, asked, fields) {
  const trouble = (detail) => element.dispatchEvent(new CustomEvent("focus:trouble", { detail, bubbles: true }))
  try {
    const reply = await focus.ask(type, asked, fields)
    trouble("")
    return reply
  } catch (refusal) {
    trouble(refusal.message)
  }
}

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
