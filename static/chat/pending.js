// My messages that the room has not told yet, as rows: shown at once, and kept until theirs is heard.
import { page, room } from "../rooms/room.js"
import { serverNow } from "../rooms/servertime.js"
import { Teller } from "../rooms/teller.js"
import { outbox } from "./outbox.js"

const LINGER = 2_000 // ms between an acknowledgement, perhaps to another tab, and what the room tells

class Pending extends Teller {
  #rows = new Map() // client_id → row

  constructor() {
    super()
    outbox.on("change", () => this.#follow())
    outbox.on("sent", ({ client_id, seq }) => seq <= room.last && this.take(client_id)) // told long ago, too
    this.#follow()
  }

  get all() {
    return [...this.#rows.values()]
  }

  // The row of this message, which is pending no more.
  take(client_id) {
    const row = this.#rows.get(client_id)
    this.#rows.delete(client_id)
    outbox.drop(client_id)
    this.tell("change")
    return row
  }

  // Its author changed what waits for the break.
  rewrite(id, body) {
    const row = this.all.find((row) => row.id === id)
    if (row) outbox.rewrite(row.client_id, body)
  }

  #follow() {
    const entries = outbox.entries
    for (const entry of entries) this.#write(entry)
    const waiting = new Set(entries.map(({ client_id }) => client_id))
    for (const id of this.#rows.keys()) if (!waiting.has(id)) setTimeout(() => this.take(id), LINGER)
    this.tell("change")
  }

  #write({ client_id, body, at, failure, held, asked }) {
    const row = this.#rows.get(client_id) ?? { client_id, author: { id: page.me, name: page.myName }, at: new Date(at + serverNow() - Date.now()) }
    const fate = failure ? "failed" : held || asked ? "held" : "sending"
    this.#rows.set(client_id, Object.assign(row, { id: held ?? asked, body, failure, fate, stale: true }))
  }
}

export const pending = new Pending()
