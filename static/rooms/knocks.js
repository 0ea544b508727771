// Who knocks: heard, and shown above the room until somebody answers. Only those hear of it who may let them in.
import { copy, part, say } from "./markup.js"
import { room } from "./room.js"

class RoomKnocks extends HTMLElement {
  #rows = new Map()
  #known = null

  connectedCallback() {
    this.list = part(this, "list")
    this.addEventListener("click", (event) => this.#click(event))
    room.on("knock.waiting", ({ waiting }) => this.#show(waiting))
    room.on("room.ready", () => (this.#known ??= new Set())) // where nobody has knocked, nothing was told before
  }

  #show(waiting) {
    const ids = new Set(waiting.map(({ id }) => id))
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#drop(id)
    for (const knocker of waiting) if (!this.#rows.has(knocker.id)) this.#place(knocker)
    if (this.#known && waiting.some(({ id }) => !this.#known.has(id))) this.#chime() // who waited when we came was heard by others
    this.#known = ids
    this.hidden = ids.size === 0
    document.dispatchEvent(new CustomEvent("tab:news", { detail: { tab: "people", words: ids.size ? String(ids.size) : "" } }))
  }

  #chime() {
    import("./sound.js").then(({ chime }) => chime("knock")).catch(() => {}) // it is seen, too
  }

  #place({ id, name, guest, reason, invited_by }) {
    const row = copy("knocker")
    row.dataset.knock = id
    say(part(row, "name"), name)
    say(part(row, "knocks"), [guest ? "knocks, as a guest" : "knocks", invited_by && `, invited by ${invited_by}`, reason ? ":" : "."].filter(Boolean).join(""))
    say(part(row, "reason"), reason)
    part(row, "reason").hidden = !reason
    part(row, "admit").setAttribute("aria-label", `Let ${name} in`)
    part(row, "deny").setAttribute("aria-label", `Not now, ${name}`)
    this.#rows.set(id, row)
    this.list.append(row)
  }

  #drop(id) {
    this.#rows.get(id).remove()
    this.#rows.delete(id)
  }

  #click({ target }) {
    const button = target.closest("[data-part=admit], [data-part=deny]")
    if (!button) return
    const row = button.closest("[data-knock]")
    const answer = { id: Number(row.dataset.knock), admit: button.dataset.part === "admit" }
    room.ask("knock.answer", answer).catch((refusal) => say(part(row, "trouble"), refusal.message))
  }
}

customElements.define("room-knocks", RoomKnocks)
