// Which of the two lists is looked at, and how it stands. Whatever is done to a task is done here.
import { room } from "../../rooms/room.js"
import { keep, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"
import { board } from "./board.js"
import { queue } from "./queue.js"
import { rights } from "./rights.js"
import { store } from "./store.js"

const CHOSEN = "my/tasks-list"
const MOMENT = 1_200 // ms for which what was ticked stays where it was

class Desk extends Teller {
  list = recall(CHOSEN) === "room" ? "room" : "mine"
  fresh = new Set()
  started = false
  #view = null
  #due = false

  constructor() {
    super()
    store.on("change", ({ list }) => list === this.list && this.change())
    for (const source of [queue, rights]) source.on("change", () => this.change())
    room.on("room.ready", () => {
      this.started = true
      this.change()
    })
  }

  get view() {
    return (this.#view ??= board(this.list))
  }

  // Why the list can only be read, in words, or "".
  get reading() {
    return rights.why(this.list)
  }

  choose(list) {
    this.list = list
    keep(CHOSEN, list)
    this.change()
  }

  // `type` and `fields` as the protocol has them, tasks named by their keys; gives the act's client_id.
  act(type, key, fields, base) {
    return queue.add(this.list, type, key, fields, base)
  }

  done(key, done) {
    if (done && this.view.get(key)?.completion === "anyone") this.#linger(key)
    this.act("done", key, { done })
    this.say(done ? "Done." : "Not done after all.")
  }

  // For who cannot see it.
  say(words) {
    this.tell("said", words)
  }

  // Drawn once for all that is told until the next picture: a replay may bring hundreds.
  change() {
    this.#view = null
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      this.tell("change")
    })
  }

  #linger(key) {
    this.fresh.add(key)
    setTimeout(() => {
      this.fresh.delete(key)
      this.change()
    }, MOMENT)
  }
}

export const desk = new Desk()
