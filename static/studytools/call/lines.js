// The lines of a link, each of which carries one thing both ways: mic, camera, screen, or the sound of the screen.
import { lean, tune } from "./coding.js"

const KINDS = ["mic", "camera", "screen", "sound"]
const MEDIA = { mic: "audio", camera: "video", screen: "video", sound: "audio" }

export class Lines {
  #roles = new Map() // transceiver → kind
  #heard = new Set()

  constructor(pc) {
    this.pc = pc
  }

  // Sends {mic, camera, screen, sound}; lines that are missing are only made with `add`, which must then be offered.
  carry(tracks, add) {
    for (const kind of KINDS) {
      if (add && tracks[kind] && !this.#find(kind)) this.open(kind, tracks[kind])
      const line = this.#find(kind)
      if (!line || line.direction === "stopped") continue
      if (line.direction !== "sendrecv") line.direction = "sendrecv"
      if (line.sender.track !== (tracks[kind] ?? null)) line.sender.replaceTrack(tracks[kind] ?? null).catch((error) => console.debug(error.message))
    }
  }

  open(kind, track = null) {
    if (this.#find(kind)) return
    const line = this.pc.addTransceiver(track ?? MEDIA[kind], { direction: "sendrecv" })
    this.#roles.set(line, kind)
    lean(line, MEDIA[kind])
  }

  // What the other side says they are; gives [{kind, track}, …] of those that were not heard before.
  learn(told) {
    const news = []
    for (const line of this.pc.getTransceivers()) {
      const kind = told[line.mid] ?? this.#roles.get(line)
      if (!kind || line.mid === null) continue
      this.#roles.set(line, kind)
      if (!this.#heard.has(line)) news.push({ kind, track: line.receiver.track })
      this.#heard.add(line)
    }
    return news
  }

  // The same, for the other side.
  get told() {
    const known = this.pc.getTransceivers().filter((line) => line.mid !== null && this.#roles.has(line))
    return Object.fromEntries(known.map((line) => [line.mid, this.#roles.get(line)]))
  }

  limit(quality) {
    tune(this.#roles, quality)
  }

  #find(kind) {
    return [...this.#roles].find(([, role]) => role === kind)?.[0]
  }
}
