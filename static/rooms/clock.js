// The study area while no timer runs: the time of day, the date, and who is here, in words.
import { list, part, say } from "./markup.js"
import { called, isMe } from "./names.js"
import { room } from "./room.js"

const SPOKEN = 3 // names before it becomes "and 4 others"

class RoomClock extends HTMLElement {
  connectedCallback() {
    this.#tick()
    room.on("presence.changed", ({ members }) => this.#who(members))
  }

  #tick() {
    const now = new Date()
    say(part(this, "hours"), String(now.getHours()).padStart(2, "0"))
    say(part(this, "minutes"), String(now.getMinutes()).padStart(2, "0"))
    say(part(this, "day"), now.toLocaleDateString(document.documentElement.lang, { weekday: "long" }))
    say(part(this, "date"), now.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" }))
    setTimeout(() => this.#tick(), 60_000 - (Date.now() % 60_000) + 20)
  }

  #who(members) {
    const others = members.filter(({ id }) => !isMe(id)).map(({ id, name }) => called(id, name))
    const named = others.length > SPOKEN ? others.slice(0, SPOKEN - 1) : others
    const rest = others.length - named.length
    const words = ["You", ...named, ...(rest ? [`${rest} others`] : [])]
    part(this, "invite").hidden = others.length > 0
    say(part(this, "who"), others.length ? `${list(words)} are here.` : "Only you are here. The room is yours.")
  }
}

customElements.define("room-clock", RoomClock)
