// My photos instead of a video: a countdown that I see, a still, the camera off again, and so on until I stop or step away.
import { later } from "../../../rooms/later.js"
import { isMe } from "../../../rooms/members.js"
import { room } from "../../../rooms/room.js"
import { Teller } from "../../../rooms/teller.js"
import { recall } from "../../../rooms/storage.js"
import { call } from "../call.js"
import { media } from "../media.js"
import { why } from "../words.js"
import { close, open, take } from "./camera.js"

const EVERY = 45_000 // ms
const COUNT = 3 // s

class Mine extends Teller {
  showing = false
  count = 0 // seconds until the next still, while the camera is open
  stream = null
  trouble = ""
  away = false
  #cancel = () => {}

  constructor() {
    super()
    room.on("presence.changed", ({ members }) => this.#notice(members.some(({ id, state }) => isMe(id) && state === "away")))
    room.on("state", () => room.state === "stopped" && this.showing && this.stop())
    call.on("joined", () => this.showing && media.camera && this.stop()) // they see me
  }

  start() {
    Object.assign(this, { showing: true, trouble: "" })
    this.#begin()
  }

  stop() {
    this.#rest()
    this.showing = false
    room.ask("call.photo", { picture: null }).catch(() => {})
    this.tell("change")
  }

  async #begin() {
    if (!this.showing || this.away) return
    try {
      this.stream = await open(media.device("camera"))
      if (!this.showing || this.away) return this.#rest()
      this.#tick(COUNT)
    } catch (error) {
      this.trouble = why(error, "camera")
      this.stop()
    }
  }

  #tick(count) {
    this.count = count
    this.tell("change")
    this.#cancel = later(1_000, () => (count > 1 ? this.#tick(count - 1) : this.#take()))
  }

  // `video` shows the stream, wherever that is on the page.
  async #take() {
    const picture = this.video?.videoWidth ? take(this.video, recall("my/call/blur") === "on") : null
    this.#rest()
    if (picture) await room.ask("call.photo", { picture }).catch(({ code, message }) => (this.trouble = ["lost", "too-fast", "photo-away"].includes(code) ? "" : message))
    this.tell("change")
    if (this.showing) this.#cancel = later(EVERY, () => this.#begin())
  }

  #rest() {
    this.#cancel()
    close(this.stream)
    Object.assign(this, { stream: null, count: 0 })
    this.tell("change")
  }

  #notice(away) {
    if (away === this.away) return
    this.away = away
    if (away) this.#rest()
    else this.#begin()
  }
}

export const mine = new Mine()
