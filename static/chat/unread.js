// How far I have read: told to the server, counted in the title, marked by a line in the log.
import { isMe } from "../rooms/members.js"
import { room } from "../rooms/room.js"
import { Teller } from "../rooms/teller.js"
import { entitle } from "../rooms/title.js"
import { prefers } from "../syncroom/preferences.js"
import { log } from "./log.js"

const PAUSE = 1_000 // ms before the server is told

class Unread extends Teller {
  #read = Number(document.querySelector("chat-messages").dataset.read)
  #told = this.#read
  #line = null // the place after which it was new when I came
  #timer = 0

  constructor() {
    super()
    room.on("room.ready", () => this.#line ?? this.#draw())
    log.on("news", (row) => this.#news(row))
    log.on("change", () => this.look())
    document.addEventListener("visibilitychange", () => this.#turn())
    addEventListener("pagehide", () => this.#tell())
    document.addEventListener("tab:chosen", () => log.change())
  }

  get count() {
    return log.now.all.filter((row) => row.place > this.#read && row.kind !== "recap" && !isMe(row.author.id)).length
  }

  // What is new begins with this row, which comes after `before`.
  beginsAt(row, before) {
    return this.#line !== null && row.place > this.#line && before !== null && !(before.place > this.#line)
  }

  // The reader may have seen the end.
  look() {
    if (log.started && log.following && !document.hidden && log.rows.last > this.#read) this.#see(log.rows.last)
    this.#title()
  }

  #see(place) {
    this.#read = place
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tell(), PAUSE)
  }

  #tell() {
    if (this.#read > this.#told) room.ask("chat.read", { place: this.#read }).then(() => (this.#told = this.#read), () => {})
  }

  #news(row) {
    if (isMe(row.author.id)) this.#line = null
    else if (this.#line === null && (document.hidden || !log.following)) this.#draw()
  }

  #draw() {
    if (this.count) this.#line = this.#read
    this.#tell()
    log.change()
  }

  // Gone and come back: what was read before is not new any more.
  #turn() {
    if (document.hidden && !this.count) this.#line = null
    log.change()
  }

  #title() {
    const count = this.count
    entitle("mark", count && document.hidden && prefers("notify") !== "nothing" ? `(${count})` : "")
    document.dispatchEvent(new CustomEvent("tab:news", { detail: { tab: "chat", words: log.following || !count ? "" : String(count) } }))
  }
}

export const unread = new Unread()
