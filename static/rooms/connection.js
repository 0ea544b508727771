// One member's connection to one room: ask() sends an action, on() hears what the room tells, by type.
import { pause, stops } from "./closes.js"
import { Teller } from "./teller.js"

const STEADY = 5_000 // ms after which a connection counts as one that held
const PING_EVERY = 20_000
const ANSWER_WITHIN = 10_000

export class Connection extends Teller {
  state = "connecting" // connecting, ready, waiting, stopped
  code = 0 // why the last one ended
  last = 0 // the number up to which we know everything
  mine = 0 // the same, of what is our own
  #asked = new Map()
  #ref = 0
  #tries = 0
  #socket = null
  #timer = 0

  constructor(url) {
    super()
    this.url = url
  }

  open() {
    addEventListener("online", () => this.hurry())
    addEventListener("offline", () => this.#ping(2_000)) // a server on this machine still answers
    addEventListener("pageshow", ({ persisted }) => persisted && this.hurry())
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry())
    setInterval(() => this.#ping(), PING_EVERY)
    this.#connect()
  }

  get ready() {
    return this.state === "ready"
  }

  // Resolves to what `ok` carries; rejects with {code, message, retry_after}, code "lost" if no answer can come any more.
  ask(type, fields = {}) {
    if (!this.ready) return Promise.reject(refusal({ code: "lost", message: "There is no connection just now." }))
    const ref = ++this.#ref
    this.#socket.send(JSON.stringify({ type, ref, ...fields }))
    this.tell("asked", { ref, asked: type })
    return new Promise((resolve, reject) => this.#asked.set(ref, { type, resolve, reject }))
  }

  // Now rather than later: a waiting connection is made at once, one that looks well is asked whether it is.
  hurry() {
    if (this.state === "waiting") this.#connect()
    else this.#ping()
  }

  #connect() {
    this.#become("connecting")
    this.#socket = new WebSocket(`${this.url}?since=${this.last}&mine=${this.mine}`)
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data))
    this.#socket.onclose = ({ code }) => this.#lose(code)
    this.#later(ANSWER_WITHIN, () => this.#lose(1006))
  }

  #lose(code) {
    this.#socket.onmessage = this.#socket.onclose = null
    this.#socket.close()
    const lost = [...this.#asked.values()]
    this.#asked.clear()
    this.#become(stops(code) ? "stopped" : "waiting", code)
    this.#later(pause(code, this.#tries++), () => this.state === "waiting" && this.#connect())
    for (const { reject } of lost) reject(refusal({ code: "lost", close: code, message: "The connection broke before the answer came." }))
  }

  #receive(data) {
    if (!this.ready) this.#later(ANSWER_WITHIN, () => this.#lose(1006)) // the past may be long: as long as it comes, it comes
    for (const frame of [data].flat()) this.#hear(frame)
  }

  #hear(frame) {
    if ("ref" in frame) return this.#answer(frame)
    if (frame.type === "room.fresh") this.last = 0
    if (frame.type === "me.fresh") this.mine = 0
    if (frame.type === "room.ready") this.#arrive()
    else if (frame.seq <= this.last || frame.mine <= this.mine) return
    for (const [known, number] of [["last", frame.seq], ["mine", frame.mine]]) this[known] = Math.max(this[known], number ?? 0)
    this.tell(frame.type, frame)
  }

  #arrive() {
    this.#later(STEADY, () => (this.#tries = 0))
    this.#become("ready", 0)
  }

  #answer(frame) {
    const { type, resolve, reject } = this.#asked.get(frame.ref) ?? {}
    this.#asked.delete(frame.ref)
    this.tell(frame.type, { ...frame, asked: type })
    if (frame.type === "ok") resolve?.(frame)
    else reject?.(refusal(frame))
  }

  #ping(patience = ANSWER_WITHIN) {
    if (!this.ready) return
    if (this.#socket.readyState > WebSocket.OPEN) return this.#lose(1006)
    const socket = this.#socket
    const timer = setTimeout(() => this.ready && socket === this.#socket && this.#lose(1006), patience)
    this.ask("ping").catch(() => {}).finally(() => clearTimeout(timer))
  }

  #become(state, code = this.code) {
    Object.assign(this, { state, code })
    this.tell("state", this)
  }

  #later(delay, act) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(act, delay)
  }
}

const refusal = ({ code, message, retry_after, close }) => Object.assign(new Error(message), { code, retry_after, close })
