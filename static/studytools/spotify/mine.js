// What I play at Spotify, as this site last heard; asked anew while somebody looks, or while the room is shown it.
import { later } from "../../rooms/later.js"
import { room } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"

const OFTEN = 5_000 // ms, while the sheet is open
const SELDOM = 20_000 // while the room is shown it
const SOON = 700 // after an act: Spotify takes a moment
const LOST = ["not-connected", "expired"]

export const sheet = document.getElementById("spotify-sheet")
export const address = document.querySelector(".spotify-bar").dataset
const secret = document.querySelector("[name=csrfmiddlewaretoken]").value

class Mine extends Teller {
  connected = null // not known yet
  expired = false
  playing = null
  showing = false
  trouble = ""
  heard = 0 // when, by performance.now()
  #stop = () => {}
  #looks = 0

  constructor() {
    super()
    new BroadcastChannel("syncroom/spotify").addEventListener("message", () => this.look())
    document.addEventListener("visibilitychange", () => !document.hidden && sheet.open && this.look())
  }

  async look() {
    this.#stop()
    const mine = ++this.#looks
    const told = await this.ask(address.now, {})
    if (mine !== this.#looks) return
    if (told) Object.assign(this, told, { connected: true, expired: false, heard: performance.now() })
    this.tell("change")
    this.#plan(told ? 0 : this.wait)
  }

  // Where Spotify wants to be left alone, so it is.
  #plan(least) {
    const every = sheet.open ? OFTEN : this.showing ? SELDOM : 0
    if (every && this.connected) this.#stop = later(Math.max(every, least * 1000), () => this.look())
  }

  // What Spotify answers, or null: then `trouble` says why.
  async ask(path, body) {
    try {
      const told = await send(path, body)
      this.trouble = ""
      return told
    } catch (error) {
      this.wait = error.retry_after ?? 0
      this.expired = error.trouble === "expired"
      if (LOST.includes(error.trouble)) Object.assign(this, { connected: false, playing: null })
      this.trouble = error.trouble === "not-connected" ? "" : error.message
      this.tell("change")
      return null
    }
  }

  // Whether it is done.
  async steer(act, fields = {}) {
    const done = await this.ask(`${address.mine}steer/`, { act, ...fields })
    this.tell("change")
    if (!done) return false
    this.#stop()
    this.#stop = later(SOON, () => this.look())
    return true
  }

  // [what Spotify found, …], or null.
  async found(what) {
    const told = await this.ask(address.mine + what)
    this.tell("change")
    return told?.found ?? null
  }

  async show(on) {
    await room.ask("spotify.show", { on }).catch(({ message }) => (this.trouble = message))
    await this.look()
  }
}

async function send(path, body) {
  const headers = { Accept: "application/json", "X-CSRFToken": secret }
  let answer = null
  try {
    answer = await fetch(path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers })
  } catch {
    throw new Error("The connection broke. Try again.")
  }
  if (answer.status === 429) throw new Error("That was too often. Wait a minute.")
  const said = await answer.json().catch(() => ({ message: "This did not work. It is not your fault." }))
  if (said.message) throw Object.assign(new Error(said.message), said)
  return said
}

export const mine = new Mine()
