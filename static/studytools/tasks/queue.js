// What was done here and is not yet acknowledged: shown at once, kept over a lost connection and a reload, sent in order.
// The server does each act once, however often and from however many tabs it is sent.
import { newId } from "../../rooms/ids.js"
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"
import { entries } from "./entries.js"
import { myKey, store } from "./store.js"
import { told } from "./told.js"

const AGAIN = new Set(["busy", "unavailable", "too-fast", "lost"])
const PATIENCE = 2 // s before trying again where the server names none
const TIDY = 15_000 // ms: what another tab left behind
const TOO_BIG = 1009

class Queue extends Teller {
  #ids = new Map() // key → {id, number} of what I added
  #mine = new Map() // key and fields → the number of my last edit of them
  #sending = false
  #flying = null // the client_id of what is on its way

  constructor() {
    super()
    for (const source of [entries, told]) source.on("change", () => this.tell("change"))
    room.on("room.ready", () => this.send())
    setInterval(() => this.send(), TIDY)
  }

  // What the page shows on top of what the server told, in the order it was done.
  of(list) {
    return [...told.all, ...entries.all].filter((entry) => entry.list === list)
  }

  // What was refused and still waits for an answer, by the key of its task.
  failed(key) {
    return entries.all.find((entry) => entry.key === key && entry.failure)
  }

  // `list`, `type` and `key` of the task; tasks in `fields` are named by their keys. Gives the client_id.
  add(list, type, key, fields, base) {
    const refused = type === "edit" && entries.all.find((one) => one.type === "add" && one.key === key && one.failure)
    if (refused) return this.retry({ ...refused, fields: { ...refused.fields, ...fields } })
    const client_id = newId()
    entries.keep({ client_id, at: entries.next, list, type, key: key ?? myKey(client_id), fields, base: base && Math.max(base, this.#mine.get(about({ key, fields })) ?? 0) })
    this.send()
    return client_id
  }

  retry(entry, base = entry.base) {
    if (entries.get(entry.client_id)) entries.keep({ ...entry, base, failure: undefined, code: undefined })
    this.send()
  }

  // Given up, unless it is on its way; with a task that was never added goes everything that was done to it.
  drop({ client_id }) {
    const entry = entries.get(client_id)
    if (!entry || entry.client_id === this.#flying) return false
    const lost = entries.all.filter((one) => one === entry || (entry.type === "add" && one.key === entry.key))
    for (const one of lost) entries.forget(one)
    return true
  }

  async send() {
    if (this.#sending) return
    this.#sending = true
    for (const entry of entries.all) if (entry.failure && entry.type !== "add" && room.ready && !this.#id(entry.key)) entries.forget(entry)
    for (let next; room.ready && (next = entries.all.find(({ failure }) => !failure)); ) await this.#post(next)
    this.#sending = false
  }

  async #post(entry) {
    const call = this.#call(entry)
    if (!call) return this.#lose(entry)
    this.#flying = entry.client_id
    try {
      this.#done(entry, await room.ask(`tasks.${entry.type}`, call))
    } catch (refusal) {
      if (entry.type === "undo" ? !AGAIN.has(refusal.code) : refusal.code === "not-found" && entry.type !== "add") this.#lose(entry, refusal)
      else if (!AGAIN.has(refusal.code) || refusal.close === TOO_BIG) entries.keep({ ...entry, failure: refusal.message, code: refusal.code })
      else if (room.ready) await new Promise((resolve) => setTimeout(resolve, 1000 * (refusal.retry_after ?? PATIENCE)))
    } finally {
      this.#flying = null
    }
  }

  // With ids instead of keys; null if the task is not there any more.
  #call({ client_id, list, type, key, fields, base }) {
    const call = { ...fields, client_id }
    for (const name of ["parent", "after"]) if (call[name]) call[name] = this.#id(call[name])
    if (type === "add") return { ...call, list }
    const id = this.#id(key)
    if (type === "edit") call.base = base ?? this.#ids.get(key)?.number ?? 0
    return type === "undo" ? call : id && { ...call, id }
  }

  #id(key) {
    return store.keyed(key)?.id ?? this.#ids.get(key)?.id
  }

  #done(entry, { id, number, act }) {
    if (entry.type === "add") this.#ids.set(entry.key, { id, number })
    if (entry.type === "edit") {
      this.#mine.set(about(entry), number)
      const later = entries.all.filter((one) => one.client_id !== entry.client_id && one.type === "edit" && about(one) === about(entry))
      for (const one of later) entries.keep({ ...one, base: Math.max(one.base ?? 0, number) })
    }
    told.add({ ...entry, id, number })
    entries.forget(entry)
    this.tell("sent", { ...entry, act })
  }

  #lose(entry, { message = "It is not there any more." } = {}) {
    entries.forget(entry)
    this.tell("lost", message)
  }
}

// What an edit is about: which fields of which task.
const about = ({ key, fields }) => [key, ...Object.keys(fields)].join()

export const queue = new Queue()
