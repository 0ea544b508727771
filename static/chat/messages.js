// The chat's log on the page: messages in order, days between them, and where what is new begins.
import { part, say } from "../rooms/markup.js"
import { room } from "../rooms/room.js"
import { Lines } from "./lines.js"
import { log } from "./log.js"
import { quiet } from "./quiet.js"
import { Scroll } from "./scroll.js"
import { unread } from "./unread.js"

const TICK = 15_000
const QUIET = 100 // ms until what was inserted is no longer announced

class ChatMessages extends HTMLElement {
  connectedCallback() {
    this.list = part(this, "list")
    this.chip = part(this, "chip")
    this.lines = new Lines(Number(this.dataset.editable) * 1000)
    this.scroll = new Scroll(this.list, () => this.#moved())
    this.chip.addEventListener("click", () => log.toNow())
    this.list.addEventListener("keydown", (event) => this.#key(event))
    log.on("change", () => this.render())
    log.on("end", () => this.scroll.toEnd())
    log.on("away", () => (this.scroll.atEnd = false))
    log.on("page", () => this.#hush())
    unread.on("change", () => this.render())
    quiet.on("change", () => this.render())
    log.on("news", (row) => row.released && this.#hush()) // what arrives together is announced in one line, not read out
    room.on("state", () => this.#listen())
    setInterval(() => this.render(), TICK)
    this.render()
  }

  render() {
    this.scroll.keep(() => {
      this.#arrange(this.lines.all)
      part(this, "empty").hidden = !log.started || log.shown.length + quiet.waiting > 0
      part(this, "loading").hidden = log.started || log.shown.length > 0
      part(this, "beginning").hidden = log.more || !log.shown.length
    })
    this.#moved()
  }

  // The fewest moves: what goes is taken first, what comes is put where it belongs.
  #arrange(nodes) {
    const wanted = new Set(nodes)
    for (const node of [...this.list.children]) if (!wanted.has(node) && !node.dataset.part) node.remove()
    let next = part(this, "beginning").nextElementSibling
    for (const node of nodes) {
      if (node === next) next = next.nextElementSibling
      else this.list.insertBefore(node, next)
    }
  }

  #moved() {
    log.following = this.scroll.atEnd && !log.live && this.list.checkVisibility()
    unread.look()
    const count = log.following ? 0 : unread.count
    const words = count ? `${count} new ${count === 1 ? "message" : "messages"}` : "Back to now"
    this.chip.hidden = !count && !log.live
    say(part(this.chip, "words"), words)
    log.tell("moved", this.list)
  }

  // Only what is said from now on is read aloud.
  #listen() {
    this.list.ariaLive = "off"
    this.list.ariaBusy = String(!room.ready)
    if (room.ready) this.#hush()
  }

  #hush() {
    clearTimeout(this.timer)
    this.list.ariaLive = "off"
    this.timer = setTimeout(() => (this.list.ariaLive = "polite"), QUIET)
  }

  #key(event) {
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key]
    if (!step || event.target.closest("pre, button, a")) return
    let to = event.target === this.list ? (event.key === "ArrowUp" ? this.list.lastElementChild : null) : event.target[step]
    while (to && !to.row) to = to[step]
    if (!to) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: "nearest" })
  }
}

customElements.define("chat-messages", ChatMessages)
