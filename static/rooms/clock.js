// The time of day, small, in the corner of the study area.
import { later } from "./later.js"
import { part, say } from "./markup.js"
import { hours, serverNow, serverTime } from "./servertime.js"

const MINUTE = 60_000
const language = document.documentElement.lang
const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" })

class RoomClock extends HTMLElement {
  #stop = () => {}

  connectedCallback() {
    serverTime.on("change", () => this.#tick())
    this.#tick()
  }

  #tick() {
    const now = serverNow()
    say(part(this, "time"), hours(now))
    say(part(this, "day"), day.format(now))
    this.#stop()
    this.#stop = later(MINUTE - (now % MINUTE), () => this.#tick())
  }
}

customElements.define("room-clock", RoomClock)
