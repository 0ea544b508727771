// The call through the site's SFU: one connection for what I send, and one for each of the others; all is said over the room's own connection.
import { newId } from "../../../rooms/ids.js"
import { Teller } from "../../../rooms/teller.js"
import { counted } from "../stats.js"
import { Asking } from "./asking.js"
import { Receiving } from "./receiving.js"
import { Sending } from "./sending.js"

const AGAIN = [1_000, 15_000] // ms before the SFU is asked for another place, doubled each time

export class Janus extends Teller {
  #seat = ""
  #asking = null
  #sending = null
  #feeds = new Map() // id → Receiving
  #people = []
  #tracks = {}
  #quality = { kbps: 150, fps: 15 }
  #tries = 0
  #timer = 0

  constructor({ id, room, ice }) {
    super()
    Object.assign(this, { id, room, ice })
    const hear = ({ feed, kind, sdp }) => (kind === "answer" ? this.#sending.answer(sdp) : this.#receive(feed, sdp).catch(reportError))
    room.on("call.sfu", (event) => event.seat === this.#seat && hear(event))
    room.on("call.sfu.lost", ({ seat }) => seat === this.#seat && this.#lose())
  }

  async connect(people) {
    this.update(people)
    await this.#begin()
  }

  update(people) {
    this.#people = people
    for (const [id, feed] of this.#feeds) {
      const person = people.find((one) => one.id === id)
      if (person) feed.shares(person.sharing)
      else this.#drop(id)
    }
  }

  publish(tracks) {
    this.#tracks = tracks
    this.#sending?.carry(tracks)
  }

  // {kbps, fps, scale} of the camera.
  quality(quality) {
    this.#quality = quality
    this.#sending?.limit(quality)
  }

  // The network or the room's connection is back.
  restart() {
    if (!this.#sending) return
    this.#sending.restart()
    this.#asking.say("call.sfu.look", { again: [...this.#feeds].filter(([, feed]) => feed.broken).map(([id]) => id) })
  }

  stats() {
    return Promise.all([...this.#feeds, ...(this.#sending ? [[this.id, this.#sending]] : [])].map(([id, one]) => counted(id, one)))
  }

  close() {
    this.closed = true
    this.tell = () => {}
    this.#end()
  }

  async #begin() {
    const config = await this.ice.config()
    if (this.closed) return
    this.#end()
    this.#seat = newId()
    this.#asking = new Asking(this.room, this.#seat)
    this.#sending = new Sending(config)
    this.#sending.on("offer", (sdp) => this.#asking?.say("call.sfu.offer", { sdp }))
    this.#sending.on("failed", () => this.#lose())
    this.#sending.on("connected", () => (this.#tries = 0))
    this.#sending.carry(this.#tracks)
    this.#sending.limit(this.#quality)
    await this.#sending.offer()
  }

  // Everybody's link is broken until there is another place.
  #lose() {
    for (const id of this.#feeds.keys()) this.tell("link", { id, state: "broken" })
    this.#end()
    this.#timer = setTimeout(() => this.#begin().catch(reportError), Math.min(AGAIN[0] * 2 ** this.#tries++, AGAIN[1]) * (0.5 + Math.random()))
  }

  #end() {
    clearTimeout(this.#timer)
    this.#seat = ""
    for (const one of [this.#asking, this.#sending]) one?.close()
    for (const id of [...this.#feeds.keys()]) this.#drop(id)
    this.#asking = this.#sending = null
  }

  async #receive(id, sdp) {
    const seat = this.#seat
    const config = await this.ice.config()
    if (seat !== this.#seat || this.#feeds.get(id)?.knows(sdp)) return
    this.#drop(id)
    const feed = new Receiving(config, sdp, this.#people.find((one) => one.id === id)?.sharing)
    this.#feeds.set(id, feed)
    feed.on("track", (news) => this.tell("track", { id, ...news }))
    feed.on("link", (news) => this.tell("link", { id, ...news }))
    feed.on("answer", (answer) => this.#asking?.say("call.sfu.answer", { feed: id, sdp: answer }))
    feed.on("broken", () => this.#asking?.say("call.sfu.look", { again: [id] }))
    await feed.begin()
  }

  #drop(id) {
    this.#feeds.get(id)?.close()
    this.#feeds.delete(id)
  }
}
