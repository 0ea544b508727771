// Whether I listen: nothing plays and nothing is loaded before I said so, who stopped stays so, and one tab of mine plays at a time.
import { newId } from "../ids.js"
import { page, room } from "../../rooms/room.js"
import { serverTime } from "../../rooms/servertime.js"
import { Teller } from "../../rooms/teller.js"
import { plays, rests } from "../mediakeys.js"
import { Performance } from "./perform.js"
import { music } from "./state.js"
import { loudness } from "./volume.js"

const me = newId()
const tabs = new BroadcastChannel(`syncroom/music/${page.me}`)
const performance = new Performance()

class Listening extends Teller {
  active = false // I hear what the room plays
  was = false // I did, before I stopped
  trouble = "" // why there is silence, in words

  constructor() {
    super()
    music.on("change", () => this.#follow())
    performance.on("change", () => this.tell("change"))
    performance.on("blocked", () => this.leave("The browser wants a click before it plays."))
    serverTime.on("change", () => performance.step())
    room.on("room.ready", () => this.active && this.#tellRoom(true))
    loudness.on("change", () => (performance.volume = loudness.now))
    tabs.addEventListener("message", ({ data }) => data !== me && this.leave("It plays in another tab now."))
  }

  get deck() {
    return performance.deck
  }

  // "playing", "loading" or "": what is to be heard here.
  get state() {
    if (!this.active || !music.playing) return ""
    return this.deck.flows && !this.deck.paused ? "playing" : "loading"
  }

  // By a click, without which browsers keep silent.
  join() {
    if (this.active) return
    Object.assign(this, { active: true, was: true, trouble: "" })
    tabs.postMessage(me)
    this.#tellRoom(true)
    performance.volume = loudness.now
    performance.begin()
    this.#follow()
  }

  // I want silence, or another tab wants to play; the room goes on.
  leave(why = "") {
    if (!this.active) return
    Object.assign(this, { active: false, trouble: why })
    performance.end()
    rests("music")
    if (!why) this.#tellRoom(false)
    this.tell("change")
  }

  toggle() {
    if (this.active) this.leave()
    else this.join()
  }

  #tellRoom(on) {
    room.ask("music.listen", { on }).catch(() => {}) // said again when we are back
  }

  #follow() {
    performance.step()
    if (this.active) this.#claim()
    this.tell("change")
  }

  #claim() {
    const { entry, playing } = music
    if (!entry || !playing) return rests("music")
    plays("music", { title: entry.title, artist: entry.artist || page.name, play: () => this.join(), pause: () => this.leave() })
  }
}

export const listening = new Listening()
