// Who is here, in words, in the study area.
import { list, part, say } from "./markup.js"
import { called, isMe } from "./names.js"
import { room } from "./room.js"

const SPOKEN = 3 // names before it becomes "and 4 others"

class RoomCompany extends HTMLElement {
  connectedCallback() {
    room.on("presence.changed", ({ members }) => this.#show(members))
  }

  #show(members) {
    const others = members.filter(({ id }) => !isMe(id)).map(({ id, name }) => called(id, name))
    const named = others.length > SPOKEN ? others.slice(0, SPOKEN - 1) : others
    const rest = others.length - named.length
    const words = ["You", ...named, ...(rest ? [`${rest} others`] : [])]
    part(this, "invite").hidden = others.length > 0
    say(part(this, "who"), others.length ? `${list(words)} are here.` : "Only you are here. The room is yours.")
  }
}

customElements.define("room-company", RoomCompany)
