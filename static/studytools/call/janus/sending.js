// What I send to the SFU: four lines that are there from the beginning, so that nothing has to be agreed again when one of them is used.
// It tells "offer" (a description), "connected", and "failed" when it does not mend.
import { Teller } from "../../../rooms/teller.js"
import { lean, tune } from "../coding.js"

export const LINES = [["mic", "audio"], ["camera", "video"], ["screen", "video"], ["sound", "audio"]] // prettier-ignore
const PATIENCE = 4_000 // ms that it may mend by itself
const FAILED = 15_000 // ms after which it is given up

export class Sending extends Teller {
  state = "connecting"
  #roles = new Map()
  #quality = {}
  #timers = []

  constructor(config) {
    super()
    this.pc = new RTCPeerConnection(config)
    for (const [kind, media] of LINES) {
      const line = this.pc.addTransceiver(media, { direction: "sendonly" })
      lean(line, media)
      this.#roles.set(line, kind)
    }
    this.pc.onconnectionstatechange = () => this.#look()
    this.#fail()
  }

  carry(tracks) {
    for (const [{ sender }, kind] of this.#roles) {
      const track = tracks[kind] ?? null
      if (sender.track !== track) sender.replaceTrack(track).catch((error) => console.debug(error.message))
    }
  }

  limit(quality) {
    this.#quality = quality
    tune(this.#roles, quality)
  }

  async offer() {
    await this.pc.setLocalDescription()
    this.tell("offer", this.pc.localDescription.sdp)
  }

  async answer(sdp) {
    if (this.pc.signalingState !== "have-local-offer") return // told once more
    try {
      await this.pc.setRemoteDescription({ type: "answer", sdp })
      tune(this.#roles, this.#quality)
    } catch (error) {
      console.debug(error.message)
      this.tell("failed")
    }
  }

  restart() {
    if (["failed", "disconnected"].includes(this.pc.connectionState) && this.pc.signalingState === "stable") {
      this.pc.restartIce()
      this.offer().catch((error) => console.debug(error.message))
    }
  }

  close() {
    this.#calm()
    this.tell = () => {}
    this.pc.onconnectionstatechange = null
    this.pc.close()
  }

  #look() {
    this.state = { connected: "connected", disconnected: "broken", failed: "broken" }[this.pc.connectionState] ?? this.state
    if (this.state === "connected") {
      this.#calm()
      this.tell("connected")
    } else if (this.state === "broken" && !this.#timers.length) {
      this.#timers = [setTimeout(() => this.restart(), PATIENCE)]
      this.#fail()
    }
  }

  #fail() {
    this.#timers.push(setTimeout(() => this.tell("failed"), FAILED))
  }

  #calm() {
    this.#timers.splice(0).forEach(clearTimeout)
  }
}
