// Plays what the room plays, where the room is: a file by the deck, radio and videos by framed pages; looked after several times a second.
import { later } from "../../rooms/later.js"
import { page } from "../../rooms/room.js"
import { serverTime } from "../../rooms/servertime.js"
import { Teller } from "../../rooms/teller.js"
import { plays, rests } from "../mediakeys.js"
import { Deck } from "./deck.js"
import { Follower } from "./follow.js"
import { FramedDeck } from "./frame.js"
import { music } from "./state.js"
import { loudness } from "./volume.js"
import { VideoDeck } from "./watch.js"

const STEP = 250 // ms
const AHEAD = 15 // s before the end at which the next track is made ready

class Player extends Teller {
  files = new Deck()
  frame = new FramedDeck({ title: "Radio" })
  video = new VideoDeck()
  #watches = false
  #follower = new Follower(this.files)
  #on = false
  #claimed = 0 // the entry that the media keys are for
  #stop = () => {}

  constructor() {
    super()
    this.files.on("news", () => this.step())
    for (const one of [this.frame, this.video]) one.on("news", () => this.tell("change"))
    this.video.on("stopped", () => this.tell("stopped"))
    serverTime.on("change", () => this.step())
    loudness.on("change", () => this.#level())
    this.#level()
  }

  get deck() {
    return { radio: this.frame, video: this.video }[music.entry?.kind] ?? this.files
  }

  // `watches`: videos may be loaded, too.
  begin(watches) {
    this.#on = true
    this.#watches = watches
    this.step()
  }

  // Silence, and nothing is loaded any more.
  end() {
    this.#on = false
    this.#claimed = 0
    this.#stop()
    this.#only(null)
    rests("music")
  }

  #only(deck) {
    for (const one of [this.files, this.frame, this.video]) if (one !== deck) one.unload()
  }

  #level() {
    this.files.volume = this.frame.volume = this.video.volume = loudness.now
  }

  // A hidden page goes on, too.
  step() {
    this.#stop()
    if (!this.#on) return
    const { entry, playing } = music
    this.#only(this.deck)
    if (entry?.kind === "radio") this.#radio(entry, playing)
    else if (entry?.kind === "video") this.#watches ? this.video.watch(entry, playing) : this.video.unload()
    else this.#file(entry, playing)
    if (playing) this.#stop = later(STEP, () => this.step())
    this.#claim()
    this.tell("change")
  }

  // The media keys, told only what differs.
  #claim() {
    const { entry, playing } = music
    const claim = entry && playing ? entry.id : 0
    if (claim === this.#claimed) return
    this.#claimed = claim
    const keys = { play: () => this.tell("key", "play"), pause: () => this.tell("key", "pause") }
    if (claim) plays("music", { title: entry.title, artist: entry.artist || page.name, ...keys })
    else rests("music")
  }

  #radio(entry, playing) {
    if (playing && entry.station) this.frame.load(`${page.address}radio/${entry.station}/`)
    else this.frame.unload()
  }

  #file(entry, playing) {
    if (!entry?.track) return this.files.unload()
    this.files.load(`${page.address}tracks/${entry.track}/`)
    const at = music.position()
    const length = entry.ms / 1000
    if (!playing || at >= length) return this.files.pause()
    if (!this.files.paused || !this.files.ready) this.#follower.step(at, length)
    else this.#start(at)
    this.#prepare(length - at)
  }

  async #start(at) {
    if (this.files.ended && at > this.files.time - 0.5) return // a little shorter than was said
    if (Math.abs(this.files.time - at) > 0.02) this.#follower.leap(at)
    const why = await this.files.play()
    if (why) this.tell("blocked")
  }

  #prepare(left) {
    const next = music.now.shuffle || music.now.loop === "one" ? null : music.queue[0]
    if (next?.track && left < AHEAD) this.files.prepare(`${page.address}tracks/${next.track}/`)
  }
}

export const player = new Player()
