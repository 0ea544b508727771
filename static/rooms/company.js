// Who is here, in words, in the study area; and the room's link, copied, to have others come.
import { list, part, say } from "./markup.js"
import { called, isMe } from "./members.js"
import { page, room } from "./room.js"

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

const SHOWN = 2_000

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-invite]")
  if (!button) return
  const label = part(button, "label")
  label.dataset.words ??= label.textContent
  try {
    await navigator.clipboard.writeText(page.address)
    say(label, "Link copied")
  } catch {
    prompt("The link to this room", page.address)
    return
  }
  setTimeout(() => say(label, label.dataset.words), SHOWN)
})
