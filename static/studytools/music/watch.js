// A video of YouTube, to be seen while it plays: where the room is, as near as its frame's messages let it be brought there.
import { part } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { FramedDeck } from "./frame.js"
import { music } from "./state.js"

const NEAR = 0.5 // s: nearer is not worth the jolt of a leap; speeds come in quarters there
const APART = 3_000 // ms between two leaps
const box = document.getElementById("music-watch")
document.body.append(box) // the bar would hold even what stands still on the page

export class VideoDeck extends FramedDeck {
  #wanted = "play" // as it is told when it is ready
  #played = false
  #heard = 0 // when, by performance.now()
  #sought = -APART
  #lead = 0.2 // s a leap takes, which is learned
  #measured = 0 // the entry that the room was told of

  constructor() {
    const allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
    const sandbox = "allow-popups allow-popups-to-escape-sandbox allow-presentation"
    super({ title: "A video from YouTube", allow, sandbox, box: part(box, "place") })
    part(box, "close").addEventListener("click", () => this.tell("stopped"))
    this.on("news", () => this.#note())
  }

  // What the room plays, called several times a second.
  watch(entry, playing) {
    if (playing) {
      this.load(`${page.address}video/${entry.video}/`)
      box.hidden = false
    }
    this.#follow(music.position(), playing)
    if (!entry.ms && this.length && music.may && this.#measured !== entry.id) this.#measure(entry)
  }

  unload() {
    super.unload()
    box.hidden = true
    this.#wanted = "play"
    this.#played = false
  }

  // Seconds.
  get time() {
    const at = Number(this.told.position) || 0
    return this.state === "playing" ? at + (performance.now() - this.#heard) / 1000 : at
  }

  get length() {
    return Number(this.told.length) || 0
  }

  // `goal` is where the room is, in seconds.
  #follow(goal, playing) {
    if (!this.state || this.state === "failed") return
    const wanted = playing ? "play" : "pause"
    if (wanted !== this.#wanted) this.say({ act: (this.#wanted = wanted) })
    const off = goal - this.time
    if (!playing || this.state !== "playing" || Math.abs(off) < NEAR || performance.now() - this.#sought < APART) return
    if (this.#sought > 0 && Math.abs(off) < 2) this.#lead = Math.min(2, Math.max(0, this.#lead + off / 2))
    this.#sought = performance.now()
    this.say({ act: "seek", position: goal + this.#lead })
  }

  // The server asks YouTube for nothing: the room learns from us what this is, or from somebody else.
  #measure({ id }) {
    this.#measured = id
    const title = String(this.told.title ?? "").slice(0, 200)
    room.ask("music.measure", { id, ms: Math.round(this.length * 1000), title }).catch(() => {})
  }

  // Who pauses it in the video itself is not forced on.
  #note() {
    this.#heard = performance.now()
    if (this.state === "playing") this.#played = true
    if (this.state === "paused" && this.#wanted === "play" && this.#played) this.tell("stopped")
  }
}
