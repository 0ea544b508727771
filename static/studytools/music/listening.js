// Whether I listen: nothing plays and nothing is loaded before I said so, who stopped stays so, and one tab of mine plays at a time.
import { newId } from "../../rooms/ids.js"
import { brought } from "../../rooms/sheets.js"
import { page, room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"
import { music } from "./state.js"

const me = newId()
const tabs = new BroadcastChannel(`syncroom/music/${page.me}`)

class Listening extends Teller {
  active = false // I hear what the room plays
  was = false // I did, before I stopped
  trouble = "" // why there is silence, in words
  mayWatch = false // I have pressed for a video on this page; until then nothing is loaded from there
  #player = null
  #coming = null

  constructor() {
    super()
    music.on("change", () => this.#follow())
    room.on("room.ready", () => this.active && this.#tellRoom(true))
    tabs.addEventListener("message", ({ data }) => data !== me && this.leave("It plays in another tab now."))
  }

  // A video wants a press of its own, once a page: it comes from YouTube.
  get asks() {
    return music.playing && music.entry.kind === "video" && !this.mayWatch
  }

  // What makes the sound; null before it is there.
  get deck() {
    return this.#player?.deck ?? null
  }

  // "playing", "loading" or "": what is to be heard here.
  get state() {
    if (!this.active || !music.playing) return ""
    return this.deck?.flows && !this.deck.paused ? "playing" : "loading"
  }

  // By a click, without which browsers keep silent; for what is on, or is about to be.
  join(what = music.entry ?? music.queue[0]) {
    if (what?.kind === "video") this.mayWatch = true
    if (this.active) return this.#begin()
    Object.assign(this, { active: true, was: true, trouble: "" })
    tabs.postMessage(me)
    this.#tellRoom(true)
    this.#begin()
    this.tell("change")
  }

  // It comes as soon as the room has music, so that it seldom has to be waited for.
  prepare() {
    return (this.#coming ??= import("./perform.js").then((module) => this.#adopt(module.player)).catch((error) => {
      this.#coming = null
      throw error
    }))
  }

  async #begin() {
    try {
      await brought(() => this.prepare())
    } catch ({ message }) {
      return this.leave(message)
    }
    if (this.active) this.#player.begin(this.mayWatch)
  }

  #adopt(player) {
    this.#player = player
    player.on("change", () => this.tell("change"))
    player.on("stopped", () => this.leave())
    player.on("blocked", () => this.leave("The browser wants a click before it plays."))
    player.on("key", (name) => (name === "play" ? this.join() : this.leave()))
  }

  // I want silence, or another tab wants to play; the room goes on.
  leave(why = "") {
    if (!this.active) return
    Object.assign(this, { active: false, trouble: why })
    this.#player?.end()
    if (!why) this.#tellRoom(false)
    this.tell("change")
  }

  toggle() {
    if (this.active && !this.asks) this.leave()
    else this.join()
  }

  #tellRoom(on) {
    room.ask("music.listen", { on }).catch(() => {}) // said again when we are back
  }

  #follow() {
    if (music.entry || music.queue.length) this.prepare().catch(() => {}) // another time
    this.#player?.step()
    this.tell("change")
  }
}

export const listening = new Listening()
