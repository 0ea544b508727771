// What can be done with the timer just now, by me; and why not.
import { later } from "../../rooms/later.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { anyway } from "./anyway.js"
import { asked, offers } from "./offers.js"
import { timer } from "./state.js"

const SHOWN = 12_000 // ms for which a refusal stands
const CLOCK = "Always on, by the clock: nobody starts or stops it."
const OFFLINE = "No connection just now. The clock goes on, the buttons wait."
const STOPPED = "The clock goes on, but nothing can be changed from here any more."

class TimerControls extends HTMLElement {
  connectedCallback() {
    this.form = part(this, "choice")
    this.addEventListener("click", (event) => this.#click(event))
    this.addEventListener("input", () => this.#choose())
    this.form.addEventListener("submit", (event) => event.preventDefault() ?? this.press())
    timer.on("change", () => this.#show())
    timer.on("poll", () => this.#show())
    room.on("state", () => this.#show())
    this.#show()
  }

  // The large button, however it is pressed.
  press() {
    if (!part(this, "row").checkVisibility() || part(this, "primary").ariaDisabled === "true") return
    this.#act(part(this, "primary").dataset.act)
  }

  #click({ target }) {
    const button = target.closest("[data-act]")
    if (!button || button.ariaDisabled === "true") return
    button.closest("[popover]")?.hidePopover()
    if (button === part(this, "primary")) this.press()
    else this.#act(button.dataset.act, button.dataset.minutes && { minutes: Number(button.dataset.minutes) })
  }

  async #act(verb, fields) {
    say(part(this, "trouble"), "")
    if (verb === "start" && timer.fresh && !this.form.reportValidity()) return
    const before = timer.now
    const { mode, minutes } = timer.choice
    const chosen = mode === "stopwatch" ? { mode } : { mode, minutes }
    try {
      await timer.ask(verb, verb === "start" && timer.fresh ? chosen : fields)
    } catch (refusal) {
      if (await anyway(verb, before, refusal)) return
      say(part(this, "trouble"), refusal.message)
      later(SHOWN, () => say(part(this, "trouble"), ""))
    }
  }

  #choose() {
    const { mode, minutes } = Object.fromEntries(new FormData(this.form))
    const same = mode === timer.choice.mode
    timer.choose({ mode, ...(same && part(this, "minutes").validity.valid ? { minutes: Number(minutes) } : {}) })
  }

  #show() {
    const { mine, now } = timer
    const may = mine === "directly" || mine === "ask"
    this.hidden = now.state === "unknown"
    this.form.hidden = !timer.fresh || !may || timer.poll !== null
    part(this, "controls").hidden = timer.poll !== null
    part(this, "row").hidden = !may
    part(this, "commands").hidden = !may
    this.#fill()
    this.#name()
    for (const button of this.querySelectorAll("[data-act]")) button.ariaDisabled = String(!room.ready)
    say(part(this, "why"), this.#why(mine, may))
    say(part(this, "offline"), room.state === "stopped" ? STOPPED : room.ready || !room.code ? "" : OFFLINE)
  }

  #why(mine, may) {
    if (mine === "clock") return CLOCK
    const owner = timer.owner || "The owner"
    return may ? "" : timer.toolsBy === "owner" ? `${owner} runs this timer.` : `${owner} and the moderators run this timer.`
  }

  // The form shows what is chosen, but never writes over a box somebody writes in.
  #fill() {
    const { mode, minutes } = timer.choice
    const box = part(this, "minutes")
    this.form.elements.mode.value = mode
    part(this, "length").hidden = box.disabled = !timer.fresh || mode === "stopwatch"
    if (document.activeElement !== box) box.value = minutes
  }

  #name() {
    const { primary, skip, add, stop, reset } = offers(timer.now)
    const button = part(this, "primary")
    button.dataset.act = primary[0]
    say(button, timer.mine === "ask" ? asked(primary[1]) : primary[1])
    for (const one of this.querySelectorAll("[data-act=skip]")) {
      say(part(one, "label"), skip)
      one.hidden = !skip
    }
    for (const one of this.querySelectorAll("[data-act=add]")) one.hidden = !add
    part(this, "stop").hidden = !stop
    part(this, "reset").hidden = !reset
  }
}

customElements.define("timer-controls", TimerControls)
