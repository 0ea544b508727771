// One other browser, reached directly: perfect negotiation, in which whoever came later offers first and gives way.
// It tells "track" {kind, track}, "link" {state}, and "signal", which is to be sent.
import { Teller } from "../../rooms/teller.js"
import { Lines } from "./lines.js"

const PATIENCE = 4_000 // ms that a broken link may mend by itself
const TRIES = 2 // after which it is called failed, and goes on trying

export class Link extends Teller {
  state = "connecting"
  #tracks = {}
  #turn = Promise.resolve()
  #ignoring = false
  #begun
  #tries = 0
  #mending = 0

  // `later`: I came after them. `refresh()` gives a configuration that still holds.
  constructor({ config, later, quality, refresh }) {
    super()
    Object.assign(this, { later, quality, refresh })
    this.#begun = later
    this.pc = new RTCPeerConnection(config)
    this.lines = new Lines(this.pc)
    this.pc.onnegotiationneeded = () => this.#begun && this.#next(() => this.#offer())
    this.pc.onicecandidate = ({ candidate }) => candidate && this.tell("signal", { candidates: [candidate.toJSON()] })
    this.pc.onconnectionstatechange = () => this.#look()
    if (later) for (const kind of ["mic", "camera"]) this.lines.open(kind)
  }

  // {mic, camera, screen, sound}: what is sent changes without a word; what is new is offered.
  publish(tracks) {
    this.#tracks = tracks
    this.lines.carry(tracks, this.#begun)
  }

  limit(quality) {
    this.quality = quality
    this.lines.limit(quality)
  }

  hear({ description, candidates }) {
    this.#next(async () => {
      if (description) await this.#take(description)
      for (const candidate of candidates ?? []) await this.pc.addIceCandidate(candidate).catch((error) => this.#ignoring || console.debug(error.message))
    })
  }

  // The network, or the way to tell them anything, is back.
  restart() {
    if (this.pc.signalingState === "have-local-offer") this.#say()
    else if (["failed", "disconnected"].includes(this.pc.connectionState)) this.#mend()
  }

  close() {
    clearTimeout(this.#mending)
    this.tell = () => {}
    this.pc.onnegotiationneeded = this.pc.onconnectionstatechange = null
    this.pc.close()
  }

  // One thing after the other: nothing is heard in the middle of an offer.
  #next(act) {
    this.#turn = this.#turn.then(() => this.pc.signalingState !== "closed" && act()).catch((error) => console.debug(error.message))
  }

  async #offer() {
    if (this.pc.signalingState !== "stable") return
    await this.pc.setLocalDescription()
    this.#say()
  }

  async #take({ type, sdp, tracks = {} }) {
    this.#ignoring = type === "offer" && !this.later && this.pc.signalingState !== "stable"
    if (this.#ignoring) return
    await this.pc.setRemoteDescription({ type, sdp })
    this.#begun = true
    for (const news of this.lines.learn(tracks)) this.tell("track", news)
    this.lines.carry(this.#tracks, false)
    if (type === "offer") {
      await this.pc.setLocalDescription()
      this.#say()
    }
    this.lines.carry(this.#tracks, true) // what they did not offer a line for
    this.lines.limit(this.quality)
  }

  #say() {
    const { type, sdp } = this.pc.localDescription
    this.tell("signal", { description: { type, sdp, tracks: this.lines.told } })
  }

  #look() {
    const state = this.pc.connectionState
    if (state === "connected") this.#tries = 0
    if (state === "failed") this.#tries += 1
    if (state === "failed" || state === "disconnected") this.#mendIn(state === "failed" ? 0 : PATIENCE * (this.later ? 1 : 2))
    this.#become({ connected: "connected", disconnected: "broken", failed: this.#tries < TRIES ? "broken" : "failed" }[state])
  }

  #become(state) {
    if (!state || state === this.state) return
    this.state = state
    this.tell("link", { state })
  }

  #mendIn(delay) {
    clearTimeout(this.#mending)
    this.#mending = setTimeout(() => this.restart(), delay)
  }

  async #mend() {
    const config = await this.refresh()
    if (!["failed", "disconnected"].includes(this.pc.connectionState)) return
    this.pc.setConfiguration(config)
    this.pc.restartIce()
  }
}
