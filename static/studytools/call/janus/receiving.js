// What one other person sends, from the SFU, which offers it. It tells "answer" (a description), "track" {kind, track}, "link" {state}, and
// "broken" when it has to begin anew.
import { Teller } from "../../../rooms/teller.js"
import { LINES } from "./sending.js"

const PATIENCE = 5_000 // ms that it may mend by itself

export class Receiving extends Teller {
  state = "connecting"
  #told = new Set()
  #timer = 0

  constructor(config, sdp, sharing) {
    super()
    Object.assign(this, { sdp, sharing })
    this.pc = new RTCPeerConnection(config)
    this.pc.onconnectionstatechange = () => this.#look()
    this.#mendIn(PATIENCE * 3)
  }

  get broken() {
    return this.state === "broken"
  }

  knows(sdp) {
    if (sdp === this.sdp && this.answer) this.tell("answer", this.answer) // it did not arrive
    return sdp === this.sdp
  }

  async begin() {
    this.tell("link", { state: "connecting" })
    await this.pc.setRemoteDescription({ type: "offer", sdp: this.sdp })
    await this.pc.setLocalDescription()
    this.answer = this.pc.localDescription.sdp
    this.tell("answer", this.answer)
    this.#tell("mic", "camera")
    this.shares(this.sharing)
  }

  // The lines are there all the time: what is on them is worth showing once they share.
  shares(on) {
    if (on) this.#tell("screen", "sound")
  }

  close() {
    clearTimeout(this.#timer)
    this.tell = () => {}
    this.pc.onconnectionstatechange = null
    this.pc.close()
  }

  #tell(...kinds) {
    const lines = this.pc.getTransceivers()
    LINES.forEach(([kind], n) => {
      if (!kinds.includes(kind) || this.#told.has(kind) || !lines[n]) return
      this.#told.add(kind)
      this.tell("track", { kind, track: lines[n].receiver.track })
    })
  }

  #look() {
    const state = { connected: "connected", disconnected: "broken", failed: "broken" }[this.pc.connectionState]
    if (!state || state === this.state) return
    this.state = state
    this.tell("link", { state })
    clearTimeout(this.#timer)
    if (this.broken) this.#mendIn(this.pc.connectionState === "failed" ? 0 : PATIENCE)
  }

  #mendIn(delay) {
    this.#timer = setTimeout(() => this.state !== "connected" && this.tell("broken"), delay)
  }
}
