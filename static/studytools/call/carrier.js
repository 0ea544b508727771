// What carries the call now, and, while it changes over, what carries it next: the old one goes when everybody is on the new one.
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"
import { ice } from "./ice.js"
import { transports } from "./transports.js"

const OVER = 15_000 // ms after which the old one goes anyway

class Carrier extends Teller {
  transport = null
  #kind = ""
  #old = null
  #connected = new Set()
  #call = null // {id, people, tracks}
  #quality = { kbps: 150, fps: 15 }

  constructor() {
    super()
    room.on("call.signal", (event) => (this.#kind === "mesh" ? this.transport : this.#old)?.hear?.(event))
  }

  get kind() {
    return this.#kind
  }

  async carry(kind, call) {
    this.#call = call
    if (kind !== this.#kind) await this.#begin(kind)
  }

  update(kind, people) {
    if (!this.#call) return
    this.#call.people = people
    if (kind !== this.#kind) this.#begin(kind).catch(reportError)
    for (const one of [this.transport, this.#old]) one?.update(people)
    this.#retire()
  }

  publish(tracks) {
    if (this.#call) this.#call.tracks = tracks
    for (const one of [this.transport, this.#old]) one?.publish(tracks)
  }

  quality(quality) {
    this.#quality = quality
    for (const one of [this.transport, this.#old]) one?.quality(quality)
  }

  restart() {
    this.transport?.restart()
  }

  close() {
    for (const one of [this.transport, this.#old]) one?.close()
    Object.assign(this, { transport: null })
    this.#kind = ""
    this.#old = this.#call = null
    this.#connected.clear()
  }

  async #begin(kind) {
    this.#kind = kind
    this.#old?.close()
    this.#old = this.transport
    this.#connected.clear()
    const Transport = await transports[kind]()
    if (!this.#call) return
    const next = (this.transport = new Transport({ id: this.#call.id, room, ice }))
    next.on("track", (news) => this.tell("track", news))
    next.on("link", (news) => this.#link(news))
    next.quality(this.#quality)
    next.publish(this.#call.tracks)
    await next.connect(this.#call.people)
    if (this.#old) setTimeout(() => this.#drop(), OVER)
  }

  #link({ id, state }) {
    if (state === "connected") this.#connected.add(id)
    this.tell("link", { id, state })
    this.#retire()
  }

  #retire() {
    if (this.#old && this.#call.people.every(({ id }) => id === this.#call.id || this.#connected.has(id))) this.#drop()
  }

  #drop() {
    this.#old?.close()
    this.#old = null
  }
}

export const carrier = new Carrier()
