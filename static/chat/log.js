// What was said, as far as this page knows it: a run of messages without a gap, and after them mine that are not acknowledged.
// While an older part is shown (`live` is set), what is said now gathers there until the two meet.
import { isMe } from "../rooms/members.js"
import { room } from "../rooms/room.js"
import { Teller } from "../rooms/teller.js"
import { pending } from "./pending.js"
import { Rows } from "./rows.js"

class Log extends Teller {
  rows = new Rows()
  live = null
  more = true // there may be older ones
  started = false
  following = true // the reader is at the end
  #due = false

  constructor() {
    super()
    room.on("chat.posted", (event) => this.hear(event))
    room.on("chat.edited", (event) => this.hear(event))
    room.on("chat.removed", ({ id }) => this.remove(id))
    room.on("chat.expired", ({ before }) => this.expire(before))
    room.on("room.fresh", () => this.forget())
    room.on("room.ready", () => this.start())
    room.on("room.member", () => this.change())
    pending.on("change", () => this.change())
  }

  get shown() {
    return [...this.rows.all, ...(this.live ? [] : pending.all)]
  }

  get lastMine() {
    return this.shown.findLast(({ author, fate }) => isMe(author.id) && (!fate || fate === "held"))
  }

  get now() {
    return this.live ?? this.rows
  }

  hear(event) {
    const mine = isMe(event.author?.id) ? pending.take(event.client_id) : undefined
    if (this.live && this.rows.get(event.id)) this.rows.put(event)
    const known = this.now.get(event.id)
    const older = this.started && !known && event.place < this.now.first // edited, on a page we have not opened
    const row = older ? undefined : this.now.put(event, mine)
    if (row && !known && this.started) this.tell("news", row)
    this.change()
  }

  remove(id) {
    this.rows.remove(id)
    this.live?.remove(id)
    this.change()
  }

  expire(place) {
    this.rows.expire(place)
    this.live?.expire(place)
    this.change()
  }

  forget() {
    this.started = false
    if (this.live) this.live = new Rows()
    else Object.assign(this, { rows: new Rows(), more: true })
    this.change()
  }

  start() {
    this.started = true
    this.change()
  }

  // The pages of history: {messages, more}; `around` shows that part of the past instead of now.
  older({ messages, more }) {
    for (const event of messages) this.rows.put(event)
    this.more = more
    this.change()
  }

  newer({ messages, more }) {
    for (const event of messages) this.rows.put(event)
    if (!more) this.meet()
    this.change()
  }

  around({ messages, more, more_after }) {
    this.live ??= this.rows
    this.rows = new Rows()
    this.tell("away")
    this.older({ messages, more })
    if (!more_after) this.meet()
  }

  meet() {
    for (const row of this.live?.all ?? []) if (!this.rows.get(row.id)) this.rows.put({ ...row, edited_at: row.edited, released_at: row.released })
    this.live = null
  }

  toNow() {
    if (this.live) Object.assign(this, { rows: this.live, live: null, more: true })
    this.tell("end")
    this.change()
  }

  change() {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => {
      this.#due = false
      this.tell("change")
    })
  }
}

export const log = new Log()
