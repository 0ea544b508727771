// What the others send, as it comes: id → {mic, camera, screen, sound}; and how their links stand.
import { Teller } from "../../../rooms/teller.js"
import { call } from "../call.js"
import { carrier } from "../carrier.js"

class Tracks extends Teller {
  #known = new Map()
  links = new Map()

  constructor() {
    super()
    carrier.on("track", ({ id, kind, track }) => {
      this.of(id)[kind] = track
      this.tell("change")
    })
    carrier.on("link", ({ id, state }) => {
      this.links.set(id, state)
      this.tell("change")
    })
    call.on("over", () => [this.#known, this.links].forEach((map) => map.clear()))
  }

  of(id) {
    if (!this.#known.has(id)) this.#known.set(id, {})
    return this.#known.get(id)
  }
}

export const tracks = new Tracks()
