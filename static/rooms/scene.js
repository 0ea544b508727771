// The scene behind the timer: the room's, or the one this person likes. Drawn at most 30 times a second, not at all while nobody sees it,
// and once where motion is unwelcome.
import { room } from "./room.js"
import { Painter } from "./scenes/painter.js"
import { prefers } from "../syncroom/preferences.js"

const PERIOD = 1000 / 30 // ms from one picture to the next, on the average
const EARLY = 2 // ms; screens are never quite on time
const STILL = 7 // seconds into the scene, where it does not move
const calm = matchMedia("(prefers-reduced-motion: reduce)")
const dark = matchMedia("(prefers-color-scheme: dark)")

class RoomScene extends HTMLElement {
  #scene = null
  #name = ""
  #next = 0
  #due = 0

  connectedCallback() {
    const [still, moving] = this.querySelectorAll("canvas")
    this.still = new Painter(still, this)
    this.moving = new Painter(moving, this)
    this.#fit()
    new ResizeObserver(() => this.#fit()).observe(this)
    document.addEventListener("visibilitychange", () => this.#run())
    document.addEventListener("preferences", () => this.#choose())
    calm.addEventListener("change", () => this.#run())
    dark.addEventListener("change", () => this.#paint())
    room.on("room.changed", ({ scene }) => {
      document.body.dataset.scene = scene
      this.#choose()
    })
    this.#choose()
  }

  async #choose() {
    const mine = prefers("scene")
    const name = mine === "room" ? document.body.dataset.scene : mine
    if (name !== this.#name) {
      this.#name = name
      const scene = name === "plain" ? {} : await import(`./scenes/${name}.js`)
      if (name !== this.#name) return // another was chosen meanwhile
      this.#scene = scene
      this.dataset.shows = name
    }
    this.#paint()
  }

  #fit() {
    for (const painter of [this.still, this.moving]) painter.fit(this.clientWidth, this.clientHeight)
    this.#paint()
  }

  #paint() {
    if (!this.#scene || !this.clientWidth) return
    for (const painter of [this.still, this.moving]) painter.repaint()
    this.still.clear()
    this.#scene.still?.(this.still)
    this.#run()
  }

  get #quiet() {
    return calm.matches || prefers("motion") === "less"
  }

  #run() {
    cancelAnimationFrame(this.#next)
    this.moving.clear()
    if (!this.#scene?.move || !this.clientWidth || document.hidden) return
    if (this.#quiet) this.#scene.move(this.moving, STILL)
    else this.#frame(performance.now())
  }

  #frame(now) {
    this.#next = requestAnimationFrame((then) => this.#frame(then))
    if (now < this.#due - EARLY) return
    this.#due = Math.max(this.#due + PERIOD, now)
    this.moving.clear()
    this.#scene.move(this.moving, now / 1000)
  }
}

customElements.define("room-scene", RoomScene)
