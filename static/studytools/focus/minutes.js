// My minutes in this room, which only I see unless I show them.
import { copy, part, say } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { focus } from "./state.js"
import { spent, total } from "./words.js"

const OFTEN = 20_000
const APART = 5_000 // ms over which the members of a room ask
const AGAIN = 60_000
let told = null

class FocusMinutes extends HTMLElement {
  #known = null
  #timer = 0
  #standing = null // what my minutes depend on
  #shown = null // whether the room shows them
  #chosen = null // what I just chose, until the room does so

  connectedCallback() {
    this.share = part(this, "share")
    this.share.addEventListener("change", () => this.#choose())
    room.on("room.ready", () => zone().then(() => this.#ask()))
    focus.on("turn", () => this.#in(Math.random() * APART))
    focus.on("change", () => this.#look())
    setInterval(() => this.#show(), OFTEN)
  }

  #in(delay) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), delay)
  }

  async #ask() {
    this.#known = await room.ask("focus.totals").catch(() => this.#known)
    const day = this.#known && Date.parse(this.#known.day_ends_at) - serverNow()
    this.#in(day > 0 ? day + Math.random() * APART : AGAIN)
    this.#show()
  }

  #show() {
    if (!this.#known) return
    const { today, week, since } = this.#known
    const both = `Today ${spent(total(today, since), "min")}, this week ${spent(total(week, since), "min")} here.`
    say(part(this, "words"), week || since ? both : "No minutes of focus here this week yet.")
  }

  #look() {
    const { seconds, since, flow_since } = focus.mine
    const standing = `${flow_since} ${focus.away?.since} ${since}`
    if (this.#standing !== null && this.#standing !== standing) this.#in(Math.random() * APART)
    this.#standing = standing
    this.#follow(seconds !== null)
  }

  // Another tab, or the account's page, may have changed it.
  #follow(shown) {
    if (this.#chosen === shown) this.#chosen = null
    if (this.#chosen === null && shown !== this.#shown && (shown || this.#shown)) this.share.checked = shown
    this.#shown = shown
  }

  async #choose() {
    const on = this.share.checked
    this.#chosen = on
    say(part(this, "trouble"), "")
    try {
      await room.ask("focus.share", { on })
    } catch (refusal) {
      this.#chosen = null
      this.share.checked = !on
      say(part(this, "trouble"), refusal.message)
    }
  }
}

// Where my days begin and end, told once, unless I have said so myself; resolves when the room knows, or would not have it.
async function zone() {
  if (!page.zone) told ??= room.ask("focus.zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }).catch(() => {})
  await told
}

customElements.define("focus-minutes", FocusMinutes)
document.getElementById("people").append(copy("focus-minutes"))
