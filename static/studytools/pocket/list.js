// My timers and stopwatches, each with what can be done to it.
import { copy, part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { at, written } from "../timer/words.js"
import { ended, pocket, seconds } from "./state.js"

class PocketList extends HTMLElement {
  #rows = new Map() // id → row

  connectedCallback() {
    this.list = part(this, "list")
    this.addEventListener("click", (event) => this.#click(event))
    pocket.on("change", () => this.#show())
    this.#show()
  }

  #show() {
    for (const [id, row] of this.#rows) if (!pocket.get(id)) this.#drop(id, row)
    for (const timer of pocket.all) this.#draw(this.#rows.get(timer.id) ?? this.#add(timer), timer)
  }

  #add({ id }) {
    const row = copy("pocket")
    row.dataset.pocket = id
    this.#rows.set(id, row)
    this.list.append(row)
    return row
  }

  #drop(id, row) {
    if (row.contains(document.activeElement)) document.querySelector("[data-add=timer]").focus()
    row.remove()
    this.#rows.delete(id)
  }

  #draw(row, timer) {
    const over = ended(timer)
    const state = over ? "ended" : timer.state
    const name = timer.label || (timer.kind === "stopwatch" ? "Stopwatch" : "Timer")
    row.dataset.state = state
    say(part(row, "time"), written(seconds(timer)))
    say(part(row, "label"), name)
    say(part(row, "note"), NOTES[state](timer))
    for (const [verb, words] of Object.entries(VERBS)) {
      const button = part(row, verb)
      button.hidden = !OFFERS[state].includes(verb)
      button.ariaLabel = button.title = `${verb === "start" && state === "paused" ? "Go on with" : words} ${name}`
    }
  }

  async #click({ target }) {
    const verb = target.closest("[data-part]")?.dataset.part
    const row = target.closest("[data-pocket]")
    if (!row || !(verb in VERBS)) return
    say(part(row, "trouble"), "")
    try {
      await room.ask(`pocket.${verb}`, { id: Number(row.dataset.pocket) })
    } catch (refusal) {
      say(part(row, "trouble"), refusal.message)
    }
  }
}

const VERBS = { start: "Start", pause: "Pause", reset: "Reset", remove: "Remove" }
const OFFERS = { idle: ["start", "remove"], running: ["pause", "remove"], paused: ["start", "reset", "remove"], ended: ["reset", "remove"] }
const NOTES = {
  idle: () => "",
  running: ({ ends_at }) => (ends_at ? `ends ${at(ends_at)}` : ""),
  paused: () => "paused",
  ended: ({ ends_at }) => `ended at ${at(ends_at)}`,
}

customElements.define("pocket-list", PocketList)
