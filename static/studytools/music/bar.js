// The music's place in the bar: listen or not, what is on, my own volume, and the way to all the rest.
import { key } from "../../rooms/keys.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import "../../rooms/sheets.js"
import "./card.js"
import { listening } from "./listening.js"
import { music } from "./state.js"
import { loudness } from "./volume.js"
import { about, long } from "./words.js"

const TICK = 1_000

class MusicBar extends HTMLElement {
  connectedCallback() {
    this.button = part(this, "listen")
    this.volume = part(this, "volume")
    this.button.addEventListener("click", () => this.press())
    this.volume.addEventListener("input", () => loudness.choose(Number(this.volume.value)))
    for (const one of [music, listening]) one.on("change", () => this.#show())
    loudness.on("change", () => this.#level())
    this.#level()
    this.#tell()
    setInterval(() => this.isConnected && !document.hidden && this.#tell(), TICK)
    key("m", "listen to the room’s music, or not", () => this.press())
  }

  // Whoever may starts it for all where nothing plays.
  async press() {
    if (listening.active && music.playing && !listening.asks) return listening.leave()
    listening.join()
    if (music.playing || !music.may || !(music.entry || music.queue.length)) return
    await music.act("play").catch(({ message }) => this.#say(message))
  }

  #level() {
    if (Number(this.volume.value) !== loudness.own) this.volume.value = loudness.own
  }

  #show() {
    const { active, was, asks } = listening
    const name = asks ? "Watch" : active && music.playing ? "Stop listening" : was && music.playing ? "Rejoin" : "Listen"
    say(part(this, "label"), name)
    this.button.ariaPressed = String(active)
    for (const icon of ["play", "pause"]) part(this, icon).toggleAttribute("hidden", (icon === "pause") !== (name === "Stop listening"))
    part(this, "label").hidden = !["Rejoin", "Watch"].includes(name)
    this.button.ariaLabel = name
    this.button.title = name
    this.toggleAttribute("data-on", listening.state === "playing")
    this.#tell()
  }

  #tell() {
    const { entry } = music
    say(part(this, "title"), entry ? entry.title : "Music")
    this.#say(listening.trouble || this.#note(entry))
  }

  #note(entry) {
    if (!entry) return music.queue.length ? `${music.queue.length} in the queue` : music.tracks.size ? "Nothing is on" : "The room has no music yet"
    if (music.now.held) return music.now.during === "focus" ? "waits for the next focus phase" : "waits for the next break"
    if (!music.playing) return about("paused", entry.ms && long(music.position()))
    if (entry.kind === "radio") return listening.active ? radio(listening.deck ?? undefined) : "live radio"
    if (listening.asks) return "a video, loaded from YouTube when you press Watch"
    if (listening.deck?.state === "failed") return listening.deck.words
    if (listening.state === "loading") return "loading…"
    if (!listening.active) return about(listening.was ? "the room goes on" : "playing", long(music.position()))
    return about(entry.artist, entry.ms ? `${long(music.position())} / ${long(entry.ms / 1000)}` : long(music.position()))
  }

  #say(words) {
    say(part(this, "note"), room.state === "stopped" ? "" : words)
  }
}

const radio = ({ state, words, host } = {}) => (state === "failed" ? words : state === "playing" ? about("live", host) : about("connecting…", host))

customElements.define("music-bar", MusicBar)
