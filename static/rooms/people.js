// Who is here: me first, then the others by name.
import { blocks, called, isMe, silencedUntil } from "./members.js"
import { drawFace } from "./faces.js"
import { copy, part, say } from "./markup.js"
import { notes } from "./notes.js"
import { offer, run } from "./personmenu.js"
import { page, room } from "./room.js"
import { hours } from "./servertime.js"
import { openSheet } from "./sheets.js"

const STATES = { away: "away", focusing: "focusing", break: "on a break", flow: "in flow", call: "in the call" }

const away = ({ since }) => (since ? `away since ${hours(Date.parse(since))}` : "away")

class RoomPeople extends HTMLElement {
  #rows = new Map()
  #present = []
  #told = false

  connectedCallback() {
    this.list = part(this, "list")
    this.addEventListener("click", (event) => this.#click(event))
    room.on("presence.changed", ({ members }) => this.#hear(members))
    for (const type of ["state", "room.ready"]) room.on(type, () => this.#come())
    room.on("room.member", ({ member }) => this.#become(member))
    for (const teller of [notes, blocks]) teller.on("change", () => this.#show(this.#present))
    this.#show([])
  }

  #show(members) {
    const others = members.filter(({ id }) => !isMe(id))
    const me = members.find(({ id }) => isMe(id)) ?? { id: page.me, name: page.myName, role: page.role, state: "here" } // not counted yet, but here
    this.#present = [me, ...others]
    for (const id of this.#rows.keys()) if (!this.#present.some((person) => person.id === id)) this.#drop(id)
    this.#present.forEach((person, index) => this.#place(this.#row(person), index))
    say(part(this, "count"), String(this.#present.length))
    part(this, "alone").hidden = others.length > 0
  }

  #hear(members) {
    this.#told = true
    this.#show(members)
    this.#come()
  }

  // The column is shown once it is known what stands in it, so that nothing there moves; or where that cannot be known now.
  #come() {
    if (room.ready ? this.#told : room.state !== "connecting") delete document.body.dataset.coming
  }

  // My own face in the menu follows what I choose on another page.
  #become({ id, name, face }) {
    if (isMe(id)) drawFace(document.querySelector("#room-menu .face"), id, name, face)
    this.#show(this.#present)
  }

  #drop(id) {
    this.#rows.get(id).remove()
    this.#rows.delete(id)
  }

  #place(row, index) {
    if (this.list.children[index] !== row) this.list.insertBefore(row, this.list.children[index] ?? null)
  }

  #row(person) {
    const { id, name, role, state } = person
    const row = this.#rows.get(id) ?? copy("person")
    this.#rows.set(id, row)
    const shown = called(id, name)
    const known = notes.about(person)
    const look = state === "away" ? state : (known.state ?? state)
    row.dataset.member = id
    row.dataset.state = look
    drawFace(part(row, "face"), id, name)
    say(part(row, "name"), isMe(id) ? "you" : shown)
    part(row, "name").title = shown
    const doing = look === "away" ? away(person) : (known.note ?? STATES[look])
    say(part(row, "note"), [isMe(id) && shown, known.standing ?? (role !== "member" && role), silencedUntil(id) && "silenced", blocks.has(id) && "blocked", doing, known.also, known.aside].filter(Boolean).join(" · "))
    part(row, "note").title = part(row, "note").textContent
    say(part(row, "time"), known.time ?? "")
    this.#offer(person, part(row, "more"), part(row, "menu"), shown)
    return row
  }

  #offer(person, more, menu, name) {
    more.hidden = isMe(person.id)
    more.popoverTargetElement = menu
    more.setAttribute("aria-label", `More about ${name}`)
    offer(menu, person)
  }

  async #click({ target }) {
    const seen = target.closest("[data-part=face], [data-part=name]")?.closest("[data-member]")
    if (seen) return openSheet("profile", Number(seen.dataset.member), part(seen, "name").title)
    const button = target.closest("[data-part=menu] button")
    if (!button) return
    const row = button.closest("[data-member]")
    part(row, "menu").hidePopover()
    const member = Number(row.dataset.member)
    const name = called(member, this.#present.find(({ id }) => id === member).name)
    say(part(this, "trouble"), "")
    await run(button.dataset.part, member, name).catch(({ message }) => say(part(this, "trouble"), message))
    part(row, "more").focus()
  }
}

customElements.define("room-people", RoomPeople)
