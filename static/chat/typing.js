// Who is writing, for as long as they do.
import { list, part, say } from "../rooms/markup.js"
import { called, isMe } from "../rooms/members.js"
import { room } from "../rooms/room.js"
import { quiet } from "./quiet.js"

const EVERY = 3_000
const LASTS = 5_000
const NAMED = 3

class ChatTyping extends HTMLElement {
  #writing = new Map() // id → {name, timer}
  #sent = 0

  connectedCallback() {
    this.words = part(this, "words")
    room.on("chat.typing", ({ member }) => isMe(member.id) || this.#hear(member))
    room.on("chat.posted", ({ author }) => this.#stop(author?.id))
    room.on("room.fresh", () => this.#writing.clear())
    document.addEventListener("chat:typing", () => this.#send())
  }

  #hear({ id, name }) {
    clearTimeout(this.#writing.get(id)?.timer)
    this.#writing.set(id, { name, timer: setTimeout(() => this.#stop(id), LASTS) })
    this.#show()
  }

  #stop(id) {
    clearTimeout(this.#writing.get(id)?.timer)
    if (this.#writing.delete(id)) this.#show()
  }

  #show() {
    const names = [...this.#writing].map(([id, { name }]) => called(id, name))
    const verb = names.length === 1 ? "is" : "are"
    const who = names.length > NAMED ? "Several people" : list(names)
    say(this.words, names.length ? `${who} ${verb} writing…` : "")
  }

  #send() {
    if (!room.ready || quiet.limited || Date.now() - this.#sent < EVERY) return
    this.#sent = Date.now()
    room.ask("chat.typing").catch(() => {})
  }
}

customElements.define("chat-typing", ChatTyping)
