// One list as it is shown: what the server told, with what is not acknowledged on top; as a tree of keys.
import { page } from "../../rooms/room.js"
import { queue } from "./queue.js"
import { store } from "./store.js"

export const LEVELS = 3
const NEW = { due: null, priority: 0, estimate: 0, seconds: 0, completion: "anyone", assignees: [], parts: [], done_at: null }

export function board(list) {
  const view = new Board(list)
  for (const entry of queue.of(list)) if (!entry.failure || entry.type === "add") acts[entry.type]?.(view, entry)
  return view
}

class Board {
  tasks = new Map() // key → task
  #below = new Map([["", []]]) // key → keys of its parts, in order; "" for what is part of nothing
  #parents = new Map()

  constructor(list) {
    this.list = list
    const rows = store.rows(list)
    const sorted = [...rows.values()].sort((a, b) => (a.position < b.position ? -1 : a.position > b.position ? 1 : a.id - b.id))
    for (const task of sorted) {
      this.tasks.set(task.key, task)
      this.#put(task.key, rows.get(task.parent)?.key ?? "")
    }
  }

  get(key) {
    return this.tasks.get(key)
  }

  parent(key) {
    return this.#parents.get(key) || null
  }

  parts(key) {
    return this.#below.get(key ?? "") ?? []
  }

  depth(key) {
    const parent = this.parent(key)
    return parent ? this.depth(parent) + 1 : 0
  }

  height(key) {
    return 1 + Math.max(0, ...this.parts(key).map((part) => this.height(part)))
  }

  // [{key, task, depth}, …] as they stand below each other; `done`: those that are folded away, the last one first. What was
  // ticked just now (`fresh`) stays where it was for a moment.
  rows(done = false, fresh = new Set()) {
    const top = this.parts("").filter((key) => (Boolean(this.get(key).done_at) && !fresh.has(key)) === done)
    if (done) top.sort((a, b) => (this.get(a).done_at < this.get(b).done_at ? 1 : -1))
    return top.flatMap((key) => [...this.#walk(key, 0)])
  }

  *#walk(key, depth) {
    yield { key, task: this.get(key), depth }
    for (const part of this.parts(key)) yield* this.#walk(part, depth + 1)
  }

  change(key, fields) {
    if (this.tasks.has(key)) this.tasks.set(key, { ...this.get(key), ...fields, waiting: true })
  }

  // `after` a key; null: first; one that is not there: last.
  place(key, parent, after) {
    const old = this.parts(this.parent(key))
    if (old.includes(key)) old.splice(old.indexOf(key), 1)
    const known = this.tasks.has(parent) ? parent : ""
    const parts = this.parts(known)
    const at = parts.indexOf(after)
    this.#put(key, known, after === null ? 0 : at < 0 ? parts.length : at + 1)
  }

  remove(key) {
    const siblings = this.parts(this.parent(key))
    if (siblings.includes(key)) siblings.splice(siblings.indexOf(key), 1)
    for (const { key: one } of [...this.#walk(key, 0)]) this.tasks.delete(one)
  }

  #put(key, parent, at = Infinity) {
    if (!this.#below.has(parent)) this.#below.set(parent, [])
    this.#below.get(parent).splice(at, 0, key)
    this.#parents.set(key, parent)
  }
}

const acts = {
  add(view, { key, list, fields, at }) {
    if (view.get(key)) return // told, but not acknowledged
    view.tasks.set(key, { ...NEW, ...fields, key, list, by: page.me, at: new Date(at).toISOString(), waiting: true })
    view.place(key, fields.parent, fields.after)
  },
  edit: (view, { key, fields }) => view.change(key, fields),
  move: (view, { key, fields }) => view.get(key) && view.place(key, fields.parent, fields.after),
  remove: (view, { key }) => view.get(key) && view.remove(key),
  assign: (view, { key, fields }) => assign(view, key, fields.member, fields.on),
  claim: (view, { key, fields }) => assign(view, key, page.me, fields.on),
  done(view, { key, fields, at }) {
    const { parts, completion } = view.get(key) ?? NEW
    if (completion === "anyone") view.change(key, { parts: fields.done ? [page.me] : [], done_at: fields.done ? new Date(at).toISOString() : null })
    else view.change(key, { parts: fields.done ? [...new Set([...parts, page.me])] : parts.filter((id) => id !== page.me) })
  },
}

function assign(view, key, member, on) {
  const others = (view.get(key)?.assignees ?? []).filter((id) => id !== member)
  view.change(key, { assignees: on ? [...others, member] : others })
}
