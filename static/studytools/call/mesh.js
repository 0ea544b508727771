// The call without a server in between: a link to everybody else in it.
import { Teller } from "../../rooms/teller.js"
import { Link } from "./link.js"
import { Outgoing } from "./outgoing.js"
import { counted } from "./stats.js"

export class Mesh extends Teller {
  links = new Map() // id → {link, out, seen}
  #tracks = {}
  #quality = { kbps: 150, fps: 15 }
  #config = null

  constructor({ id, ice }) {
    super()
    Object.assign(this, { id, ice })
  }

  async connect(people) {
    this.#config = await this.ice.config()
    this.update(people)
  }

  update(people) {
    if (!this.#config) return
    for (const { id } of people) if (id !== this.id) this.#reach(id).seen = true
    for (const [id, { seen }] of this.links) if (seen && !people.some((one) => one.id === id)) this.#drop(id)
  }

  publish(tracks) {
    this.#tracks = tracks
    for (const { link } of this.links.values()) link.publish(tracks)
  }

  // May come before the room tells that they are in the call.
  async hear({ from, ...signal }) {
    this.#config ??= await this.ice.config()
    this.#reach(from).link.hear(signal)
  }

  // The network or the room's connection is back.
  restart() {
    for (const { link } of this.links.values()) link.restart()
  }

  // {kbps, fps, scale} for each link.
  quality(quality) {
    this.#quality = quality
    for (const { link } of this.links.values()) link.limit(quality)
  }

  stats() {
    return Promise.all([...this.links].map(([id, { link }]) => counted(id, link)))
  }

  close() {
    for (const id of [...this.links.keys()]) this.#drop(id)
    this.tell = () => {}
  }

  #reach(id) {
    if (!this.links.has(id)) this.links.set(id, this.#link(id))
    return this.links.get(id)
  }

  #link(id) {
    const link = new Link({ config: this.#config, later: this.id > id, quality: this.#quality, refresh: () => this.ice.config() })
    const out = new Outgoing(id)
    link.on("signal", (signal) => out.send(signal))
    link.on("track", (told) => this.tell("track", { id, ...told }))
    link.on("link", (told) => this.tell("link", { id, ...told }))
    link.publish(this.#tracks)
    return { link, out, seen: false }
  }

  #drop(id) {
    const { link, out } = this.links.get(id)
    out.close()
    link.close()
    this.links.delete(id)
  }
}
