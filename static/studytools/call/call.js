// The call I am in: joined, left, held through lost connections; my tracks go to whatever carries it.
import { newId } from "../../rooms/ids.js"
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"
import { carrier } from "./carrier.js"
import { media } from "./media.js"
import { told } from "./panel/state.js"

const DOUBT = 2_000 // ms after which I ask whether I am in the call at all
const LATER = new Set(["lost", "busy", "too-fast", "unavailable", "failed"])

class Call extends Teller {
  id = 0
  people = []
  #client = ""
  #doubt = 0

  constructor() {
    super()
    told.on("change", () => this.joined && this.#hear(told))
    room.on("room.ready", () => this.joined && this.#return())
    room.on("state", () => this.joined && room.state === "stopped" && this.#end())
    room.on("call.over", (event) => event.id === this.id && this.#end(event))
    room.on("call.stopped", (event) => this.joined && this.#stopped(event))
    media.on("change", () => this.joined && carrier.publish(media.tracks))
    media.on("lost", (kind) => this.joined && this.tell("lost", kind))
    addEventListener("online", () => this.joined && carrier.restart())
    addEventListener("pagehide", () => this.joined && this.leave())
  }

  get joined() {
    return this.id > 0
  }

  get transport() {
    return carrier.transport
  }

  get me() {
    return this.people.find(({ id }) => id === this.id)
  }

  // Rejects with {code, message}.
  async join() {
    const client = newId()
    const answer = await room.ask("call.join", { client_id: client, camera: Boolean(media.camera) })
    this.#client = client
    media.muted = true
    await this.#enter(answer)
    this.tell("joined")
    this.#hear(told)
  }

  leave() {
    room.ask("call.leave").catch(() => {}) // if the connection is lost, the room finds out
    this.#end()
  }

  // Off at once, on when the room agrees. {muted, camera, sharing, hand}
  async set(fields) {
    await room.ask("call.set", fields)
    if (this.joined) Object.assign(this.me ?? {}, fields)
    this.tell("change")
  }

  async #enter({ id, transport, people }) {
    Object.assign(this, { id, people })
    await carrier.carry(transport, { id, people, tracks: media.tracks })
    this.tell("change")
  }

  // The room's connection is back: the same place, and links that broke meanwhile are mended.
  async #return() {
    try {
      const { id } = this
      const answer = await room.ask("call.join", { client_id: this.#client, camera: Boolean(media.camera) })
      if (answer.id === id) carrier.restart()
      else await this.#anew(answer)
    } catch (refusal) {
      if (!LATER.has(refusal.code)) this.#end({ reason: "refused", words: refusal.message })
      else if (room.ready) this.#doubt = setTimeout(() => this.joined && this.#return(), DOUBT)
    }
  }

  // It was away for too long: somebody new, who has everything on as before.
  async #anew(answer) {
    carrier.close()
    await this.#enter(answer)
    await this.set({ sharing: Boolean(media.screen) }).catch(() => media.close("screen", "sound"))
    if (!media.muted) await this.set({ muted: false }).catch(() => (media.muted = true))
  }

  #hear({ people, transport }) {
    clearTimeout(this.#doubt)
    const mine = people.some(({ id }) => id === this.id) // if not, it was looked up before I joined, or it is over
    if (!mine) return void (this.#doubt = setTimeout(() => this.joined && room.ready && this.#return(), DOUBT))
    this.people = people
    carrier.update(transport, people)
    this.tell("change")
  }

  #stopped({ what, by }) {
    if (what === "mic") media.muted = true
    else media.close("screen", "sound")
    this.tell("stopped", { what, by })
  }

  #end(how = {}) {
    this.id = 0
    this.people = []
    carrier.close()
    media.close("mic", "camera", "screen", "sound")
    this.tell("over", how)
  }
}

export const call = new Call()
