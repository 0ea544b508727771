// My own camera and microphone, and what I share: opened when they are wanted, and closed with the call.
import { Teller } from "../../rooms/teller.js"
import { keep, recall } from "../../rooms/storage.js"
import { why } from "./words.js"

export const SIZES = { small: [160, 90, 5, 40], usual: [320, 180, 15, 150], large: [640, 360, 15, 500] } // [width, height, fps, kbps]
const MEDIA = { mic: "audio", camera: "video" }
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

class Media extends Teller {
  mic = null
  camera = null
  screen = null
  sound = null
  trouble = {} // mic, camera → words
  #muted = true

  get tracks() {
    const { mic, camera, screen, sound } = this
    return { mic, camera, screen, sound }
  }

  get size() {
    return SIZES[recall("my/call/size")] ? recall("my/call/size") : "usual"
  }

  device(kind) {
    return recall(`my/call/${kind}`) ?? ""
  }

  choose(kind, value) {
    keep(`my/call/${kind}`, value)
  }

  get muted() {
    return this.#muted
  }

  set muted(on) {
    this.#muted = on
    if (this.mic) this.mic.enabled = !on
    this.tell("change")
  }

  // Opens "mic", "camera" or both, those that were chosen if they are there; whether the first is open then, else `trouble` says why not.
  async open(...kinds) {
    const found = kinds.length > 1 && (await this.#find(kinds).catch(() => null)) // one question, not two
    for (const kind of kinds) await this.#open(kind, found)
    this.tell("change")
    return Boolean(this[kinds[0]])
  }

  async #open(kind, found) {
    try {
      this.#take(kind, (found || (await this.#find([kind]))).find((track) => track.kind === MEDIA[kind]))
      delete this.trouble[kind]
    } catch (error) {
      this.#take(kind, null)
      this.trouble[kind] = why(error, kind)
    }
  }

  async share() {
    const video = { frameRate: { max: 10 } }
    const stream = await navigator.mediaDevices.getDisplayMedia({ video, audio: true, selfBrowserSurface: "exclude", systemAudio: "include" })
    this.#take("screen", stream.getVideoTracks()[0])
    this.#take("sound", stream.getAudioTracks()[0] ?? null)
    if (this.screen) this.screen.contentHint = "detail"
    this.tell("change")
  }

  close(...kinds) {
    for (const kind of kinds) this.#take(kind, null)
    this.tell("change")
  }

  async #find(kinds) {
    if (!navigator.mediaDevices) throw new DOMException("no secure context", "SecurityError")
    const wanted = (exact) => navigator.mediaDevices.getUserMedia(Object.assign({}, ...kinds.map((kind) => asked(kind, exact && this.device(kind), this.size))))
    const stream = await wanted(true).catch((error) => (error.name === "OverconstrainedError" ? wanted(false) : Promise.reject(error)))
    return stream.getTracks()
  }

  #take(kind, track) {
    if (this[kind] && this[kind] !== track) Object.assign(this[kind], { onended: null }).stop()
    this[kind] = track
    if (!track) return
    if (kind === "mic") track.enabled = !this.#muted
    track.onended = () => this.#lose(kind)
  }

  // Unplugged, or stopped by the browser's own button.
  #lose(kind) {
    this[kind] = null
    if (kind === "screen") this.#take("sound", null)
    this.tell("lost", kind)
    this.tell("change")
  }
}

function asked(kind, id, size) {
  const deviceId = id ? { exact: id } : undefined
  if (kind === "mic") return { audio: { deviceId, ...SOUND } }
  const [width, height, fps] = SIZES[size]
  return { video: { deviceId, width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: fps, max: Math.max(fps, 15) } } }
}

export const media = new Media()
