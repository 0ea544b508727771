// Who is in the room's call, as the room tells it, and the room's rule; the call itself comes when it is first wanted.
import { isMe } from "../../../rooms/members.js"
import { notes } from "../../../rooms/notes.js"
import { room } from "../../../rooms/room.js"
import { Teller } from "../../../rooms/teller.js"

class Told extends Teller {
  people = [] // by order of joining: {id, user, name, muted, camera, sharing, hand, away}
  transport = "mesh"
  talk = false // whether microphones may be on while the room focuses

  constructor() {
    super()
    room.on("room.fresh", () => this.#change({ talk: false }))
    room.on("call.rules", ({ talk }) => this.#change({ talk }))
    room.on("call.people", ({ people, transport }) => this.#change({ people, transport }))
  }

  of(user) {
    return this.people.find((one) => one.user === user)
  }

  get others() {
    return this.people.filter(({ user }) => !isMe(user))
  }

  #change(news) {
    Object.assign(this, news)
    this.tell("change")
    notes.change()
  }
}

export const told = new Told()

notes.add(({ id }) => (told.of(id) ? { also: told.of(id).sharing ? "shares their screen" : "in the call" } : null))
