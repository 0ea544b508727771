// Whether I may change a list: my own always, the room's where it lets me run its tools; none in a room that is not open.
import { page, room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

class Rights extends Teller {
  #toolsBy = "all"
  #state = document.body.dataset.state

  constructor() {
    super()
    room.on("room.changed", ({ tools_by, state }) => {
      this.#toolsBy = tools_by
      this.#state = state
      this.tell("change")
    })
  }

  // Why not, in words, or "".
  why(list) {
    if (this.#state !== "open") return "While the room is put away, its tasks can only be read."
    if (list === "mine" || this.#runs) return ""
    return this.#toolsBy === "owner" ? "Only the owner changes this list." : "Only the owner and the moderators change this list."
  }

  get #runs() {
    if (this.#toolsBy === "owner") return page.may.manage || page.host === page.me
    return this.#toolsBy === "all" || page.may.moderate
  }
}

export const rights = new Rights()
