// What has been written but is not yet acknowledged, or is held for the break: it survives a lost connection, a reload, and is
// sent in order.
// One key a message, so that two tabs of one person never overwrite each other; the server takes a message once.
import { newId } from "../rooms/ids.js"
import { room } from "../rooms/room.js"
import { forget, keep, names, onOthers, recall } from "../rooms/storage.js"
import { Teller } from "../rooms/teller.js"

const START = "outbox/"
const AGAIN = new Set(["busy", "unavailable", "too-fast", "slow-mode", "lost"])
const PATIENCE = 2 // s before trying again where the server names none
const TIDY = 15_000 // ms: what another tab left behind
const TOO_BIG = 1009

class Outbox extends Teller {
  #sending = false

  constructor() {
    super()
    onOthers(START, () => this.tell("change"))
    room.on("room.ready", () => this.#askAgain())
    setInterval(() => this.send(), TIDY)
  }

  // [{client_id, body, at, order, urgent, failure, held}, …] in the order they were written; `held` is the id of one that waits.
  get entries() {
    const found = names(START).map((name) => read(recall(name))).filter(Boolean)
    return found.sort((a, b) => a.at - b.at || a.order - b.order)
  }

  add(body, urgent) {
    this.#keep({ client_id: newId(), body, urgent, at: Date.now(), order: performance.now() })
    this.send()
  }

  // What was refused as urgent may wait like the others.
  retry(client_id) {
    this.#change(client_id, { failure: undefined, urgent: undefined })
    this.send()
  }

  // Its author changed what waits.
  rewrite(client_id, body) {
    this.#change(client_id, { body })
  }

  // Acknowledged, heard in the room, or given up.
  drop(client_id) {
    if (recall(START + client_id) === null) return
    forget(START + client_id)
    this.tell("change")
  }

  async send() {
    if (this.#sending) return
    this.#sending = true
    for (let next; room.ready && (next = this.entries.find(({ failure, held }) => !failure && !held)); ) await this.#post(next)
    this.#sending = false
  }

  // What was held when we left has arrived meanwhile, or waits still: whoever asks is told.
  #askAgain() {
    for (const { client_id, held } of this.entries) if (held) this.#change(client_id, { held: undefined, asked: held })
    this.send()
  }

  async #post({ client_id, body, urgent, asked }) {
    try {
      const { seq, id } = await room.ask("chat.post", { client_id, body, urgent })
      if (seq === undefined) return this.#change(client_id, { held: id, asked: undefined })
      this.tell("sent", { client_id, seq })
      this.drop(client_id)
    } catch (refusal) {
      if (asked && refusal.code === "not-found") this.drop(client_id)
      else if (!AGAIN.has(refusal.code) || refusal.close === TOO_BIG) this.#change(client_id, { failure: refusal.message })
      else if (room.ready) await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal.retry_after ?? PATIENCE)))
    }
  }

  #change(client_id, fields) {
    const entry = read(recall(START + client_id))
    if (entry) this.#keep({ ...entry, ...fields })
  }

  #keep(entry) {
    keep(START + entry.client_id, JSON.stringify(entry))
    this.tell("change")
  }
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const outbox = new Outbox()
