// The alarm that rings now: a notice over the page, a sound in one tab of this browser, and a word in the tab's title.
import { part, say } from "../../rooms/markup.js"
import { entitle } from "../../rooms/title.js"
import { alarms } from "./state.js"
import { silence, sounding } from "./sounding.js"
import { clock } from "./words.js"

class AlarmRing extends HTMLElement {
  #now = null // the alarm shown

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event))
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#stop())
    alarms.on("change", () => this.#show())
    this.#show()
  }

  #show() {
    const [alarm, ...others] = alarms.ringing
    const same = alarm && this.#now?.id === alarm.id && this.#now.rang_at === alarm.rang_at
    this.#now = alarm ?? null
    sounding(alarm ? `${alarm.id} ${alarm.rang_at}` : null)
    if (!alarm) return this.#hide()
    this.hidden = false
    const time = clock(Date.parse(alarm.rang_at))
    say(part(this, "time"), time)
    say(part(this, "label"), alarm.label || "Alarm")
    say(part(this, "more"), [alarm.list === "room" && "for the room", others.length && `and ${others.length} more`, silence()].filter(Boolean).join(" · "))
    entitle("ring", [time, alarm.label || "Alarm"].join(" "))
    if (!same) this.#appear()
  }

  // Whoever is typing goes on typing.
  #appear() {
    say(part(this, "trouble"), "")
    if (!document.activeElement?.closest("input, textarea, select, dialog")) part(this, "stop").focus()
  }

  #hide() {
    this.hidden = true
    entitle("ring", "")
  }

  #click({ target }) {
    const minutes = target.closest("[data-minutes]")?.dataset.minutes
    if (minutes) this.#snooze(Number(minutes))
    else if (target.closest("[data-part=stop]")) this.#stop()
  }

  #stop() {
    if (this.#now) alarms.hear(this.#now)
  }

  async #snooze(minutes) {
    sounding(null)
    try {
      await alarms.snooze(this.#now, minutes)
    } catch (refusal) {
      say(part(this, "trouble"), refusal.message)
    }
  }
}

document.body.append(document.querySelector("alarm-ring")) // over everything, whichever part of the page is shown
customElements.define("alarm-ring", AlarmRing)
