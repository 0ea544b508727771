// The room's questions as far as this page knows them, and mine that are anonymous or wait for the break.
import { isMe } from "../../rooms/members.js"
import { page, room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

class Known extends Teller {
  #heard = new Map() // id → question
  #mine = new Map()

  constructor() {
    super()
    room.on("questions.changed", (question) => this.#hear(question))
    room.on("questions.removed", ({ id }) => this.#drop(id))
    room.on("questions.mine", (question) => this.#own(question))
    room.on("room.fresh", () => this.#forget(this.#heard))
    room.on("me.fresh", () => this.#forget(this.#mine))
    room.on("room.ready", () => this.tell("change"))
  }

  // What waits first, then what is open by votes, then what is answered, the latest first.
  get all() {
    const heard = [...this.#heard.values()]
    const parked = [...this.#mine.values()].filter(({ id, parked }) => parked && !this.#heard.has(id))
    const open = heard.filter(({ answered_at }) => !answered_at).sort((a, b) => b.voters.length - a.voters.length || a.id - b.id)
    const answered = heard.filter(({ answered_at }) => answered_at).sort((a, b) => b.answered_at.localeCompare(a.answered_at))
    return [...parked, ...open, ...answered]
  }

  get open() {
    return [...this.#heard.values()].filter(({ answered_at }) => !answered_at).length
  }

  isMine({ id, asker }) {
    return this.#mine.has(id) || (asker ? isMe(asker.id) : false)
  }

  #hear(question) {
    const known = this.#heard.has(question.id)
    this.#heard.set(question.id, question)
    if (!known && room.ready && !this.isMine(question)) this.tell("news")
    this.tell("change")
  }

  #own(question) {
    if (question.room !== page.code) return
    if (question.text === null) this.#mine.delete(question.id)
    else this.#mine.set(question.id, question)
    this.tell("change")
  }

  #drop(id) {
    this.#heard.delete(id)
    this.#mine.delete(id)
    this.tell("change")
  }

  #forget(questions) {
    questions.clear()
    this.tell("change")
  }
}

export const known = new Known()
