// The state of the connection, always in words, with the one thing that can be done about it.
import { part, say } from "./markup.js"
import { page, room } from "./room.js"

const door = page.address
const DELAY = 4_000 // ms without an answer after which saving counts as delayed

const STOPPED = {
  1000: ["You left this room in another tab.", "Come back", door],
  1007: ["Something on this page went wrong.", "Reload", location.href],
  4400: ["Something on this page went wrong.", "Reload", location.href],
  4401: ["You were signed out, or signed in anew in another tab.", "Come back", door], // its door knows which
  4403: ["You were removed from this room.", "Go home", "/"],
  4404: ["This room is gone, or you are no longer a member.", "To its door", door],
  4410: ["This room was closed.", "Go home", "/"],
}
const WAITING = {
  4409: "This room is full. Trying again in a moment.",
  4429: "That was too much at once. Back in a moment.",
}

class RoomStatus extends HTMLElement {
  #pending = new Map()
  #delayed = false

  connectedCallback() {
    this.words = part(this, "words")
    this.again = part(this, "again")
    this.end = document.getElementById("end")
    this.again.addEventListener("click", () => room.hurry())
    room.on("state", () => this.#show())
    room.on("asked", ({ ref, asked }) => asked !== "ping" && this.#pending.set(ref, setTimeout(() => this.#delay(true), DELAY)))
    room.on("ok", (reply) => this.#answered(reply, false))
    room.on("refused", (reply) => this.#answered(reply, reply.code === "busy" || reply.code === "unavailable"))
    for (const name of ["online", "offline"]) addEventListener(name, () => this.#show())
    this.#show()
  }

  #answered({ ref, asked }, delayed) {
    clearTimeout(this.#pending.get(ref))
    this.#pending.delete(ref)
    if (asked !== "ping") this.#delay(delayed)
  }

  #delay(delayed) {
    this.#delayed = delayed
    this.#show()
  }

  #show() {
    if (!room.ready) this.#forget()
    const [look, words] = this.#state()
    this.dataset.look = look
    say(this.words, words)
    this.again.hidden = look !== "waiting"
    if (room.state === "stopped") this.#stop()
  }

  #forget() {
    for (const timer of this.#pending.values()) clearTimeout(timer)
    this.#pending.clear()
    this.#delayed = false
  }

  #state() {
    if (room.state === "stopped") return ["stopped", "Out of the room"]
    if (room.ready) return this.#delayed ? ["delayed", "Saving is delayed"] : ["ready", "Connected"]
    if (!navigator.onLine) return ["waiting", "You are offline"]
    if (WAITING[room.code]) return ["waiting", WAITING[room.code]]
    return room.code ? ["waiting", "Reconnecting…"] : ["connecting", "Connecting…"]
  }

  #stop() {
    const [words, label, address] = STOPPED[room.code] ?? STOPPED[4400]
    say(part(this.end, "words"), words)
    const action = part(this.end, "action")
    say(action, label)
    action.href = address
    this.end.hidden = false
  }
}

customElements.define("room-status", RoomStatus)
