// The music this page knows of: what is on and where, what waits, the room's tracks and lists, who listens.
import { page, room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { Teller } from "../../rooms/teller.js"

const NOTHING = { seq: 0, entry: null, position_ms: 0, started_at: null, ends_at: null, held: false, shuffle: false, loop: "off", during: "always", dj: null }
const HISTORY = 50

class Music extends Teller {
  now = NOTHING
  entries = new Map()
  tracks = new Map()
  lists = new Map()
  played = new Map()
  listeners = { people: [], votes: [], needed: 1 }
  #acting = Promise.resolve()
  #mine = 0 // `seq` after the last act of mine, which may not have been told yet
  #toolsBy = "all"
  #open = document.body.dataset.state === "open"

  constructor() {
    super()
    this.#rows("music.entry", "entries", ({ entry }) => entry)
    this.#rows("music.track", "tracks")
    this.#rows("music.playlist", "lists")
    room.on("music.entry-removed", ({ id }) => this.#drop("entries", id))
    room.on("music.track-removed", ({ id }) => this.#drop("tracks", id))
    room.on("music.playlist-removed", ({ id }) => this.#drop("lists", id))
    room.on("music.played", (row) => this.#play(row))
    room.on("music.listeners", (state) => this.#become({ listeners: state }))
    room.on("music.changed", (now) => this.#become({ now }))
    room.on("room.changed", ({ tools_by, state }) => this.#allow(tools_by, state))
    room.on("room.fresh", () => this.#clear())
    room.on("room.ready", () => this.tell("change"))
    room.on("state", () => this.tell("change"))
  }

  // What is on, or undefined.
  get entry() {
    return this.entries.get(this.now.entry)
  }

  get playing() {
    return Boolean(this.now.started_at && this.entry)
  }

  // What waits, in order.
  get queue() {
    return [...this.entries.values()].filter(({ id }) => id !== this.now.entry).sort((a, b) => a.place - b.place || a.id - b.id)
  }

  // In seconds, now or at another moment of the server's time.
  position(at = serverNow()) {
    const { position_ms, started_at, loop } = this.now
    const ms = this.entry?.ms
    if (!started_at || !(ms || this.entry?.video)) return position_ms / 1000
    const gone = Math.max(0, position_ms + at - Date.parse(started_at))
    if (!ms) return gone / 1000 // nobody knows yet how long that video is
    return (loop === "one" ? gone % ms : Math.min(gone, ms)) / 1000
  }

  get runsTools() {
    if (!this.#open) return false
    if (this.#toolsBy === "owner") return page.may.manage || page.host === page.me
    return this.#toolsBy === "all" || page.may.moderate
  }

  // Whether I may act on what the room plays.
  get may() {
    return this.runsTools && (!this.now.dj || this.now.dj.id === page.me || page.may.moderate)
  }

  // An act on what is on; whoever did not see it as it is now is refused. My own come one after the other, however fast I click.
  act(verb, fields = {}) {
    const done = this.#acting.then(() => room.ask(`music.${verb}`, { version: Math.max(this.now.seq, this.#mine), ...fields }))
    this.#acting = done.then(({ seq }) => (this.#mine = seq)).catch(() => {})
    return done
  }

  #rows(type, place, row = ({ seq, type, ...rest }) => ({ ...rest, version: seq })) {
    room.on(type, (event) => {
      const found = row(event)
      this[place].set(found.id, found)
      this.tell("change")
    })
  }

  #drop(place, id) {
    this[place].delete(id)
    this.tell("change")
  }

  #play(row) {
    this.played.set(row.id, row)
    for (const id of [...this.played.keys()].sort((a, b) => a - b).slice(0, -HISTORY)) this.played.delete(id)
    this.tell("change")
  }

  #become(parts) {
    Object.assign(this, parts)
    this.tell("change")
  }

  #allow(toolsBy, state) {
    this.#toolsBy = toolsBy
    this.#open = state === "open"
    this.tell("change")
  }

  #clear() {
    for (const rows of [this.entries, this.tracks, this.lists, this.played]) rows.clear()
    this.now = NOTHING
    this.tell("change")
  }
}

export const music = new Music()
