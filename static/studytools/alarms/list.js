// The alarms, mine and the room's, by time of day: each with its switch, and a way to change it.
import { later } from "../../rooms/later.js"
import { copy, part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { page, room } from "../../rooms/room.js"
import { openSheet } from "../../rooms/sheets.js"
import { serverNow } from "../../rooms/servertime.js"
import { alarms } from "./state.js"
import { missed, note } from "./words.js"

const MINUTE = 60_000

class AlarmList extends HTMLElement {
  #rows = new Map() // id → row

  connectedCallback() {
    this.list = part(this, "list")
    document.getElementById("alarms-panel").addEventListener("click", (event) => this.#click(event))
    this.addEventListener("change", ({ target }) => this.#switch(target))
    alarms.on("change", () => this.#show())
    this.#tick()
  }

  // "tomorrow" becomes "today" at midnight, and what rang was missed after ten minutes.
  #tick() {
    alarms.tell("change")
    later(MINUTE - (serverNow() % MINUTE), () => this.#tick())
  }

  #show() {
    const { all } = alarms
    for (const [id, row] of this.#rows) if (!alarms.get(id)) this.#drop(id, row)
    all.forEach((alarm, index) => this.#place(this.#row(alarm), index))
    const count = all.filter((alarm) => alarms.fate(alarm)).length
    document.dispatchEvent(new CustomEvent("tab:news", { detail: { tab: "alarms", words: count ? String(count) : "" } }))
  }

  #drop(id, row) {
    if (row.contains(document.activeElement)) document.querySelector("[data-add=alarm]").focus()
    row.remove()
    this.#rows.delete(id)
  }

  #place(row, index) {
    if (this.list.children[index] !== row) this.list.insertBefore(row, this.list.children[index] ?? null)
  }

  #row(alarm) {
    const row = this.#rows.get(alarm.id) ?? copy("alarm")
    this.#rows.set(alarm.id, row)
    row.dataset.alarm = alarm.id
    row.toggleAttribute("data-on", alarm.on)
    const name = [alarm.time, alarm.label].filter(Boolean).join(" ")
    const may = alarm.list === "mine" || isMe(alarm.setter) || page.may.moderate
    say(part(row, "time"), alarm.time)
    say(part(row, "label"), alarm.label)
    say(part(row, "note"), note(alarm, serverNow()))
    part(row, "edit").disabled = part(row, "on").disabled = !may
    part(row, "on").checked = alarm.on
    part(row, "on").ariaLabel = name
    const late = alarms.fate(alarm) === "missed"
    part(row, "missed").hidden = !late
    say(part(row, "when"), late ? missed(alarm, serverNow()) : "")
    return row
  }

  #click({ target }) {
    const alarm = alarms.get(Number(target.closest("[data-alarm]")?.dataset.alarm))
    if (target.closest("[data-part=seen]")) alarms.hear(alarm)
    else if (target.closest("[data-part=edit]")) openSheet("alarm-form", alarm)
  }

  async #switch(box) {
    const row = box.closest("[data-alarm]")
    const id = Number(row.dataset.alarm)
    say(part(row, "trouble"), "")
    try {
      await room.ask("alarms.switch", { id, on: box.checked })
    } catch (refusal) {
      box.checked = alarms.get(id)?.on ?? false
      say(part(row, "trouble"), refusal.message)
    }
  }
}

customElements.define("alarm-list", AlarmList)
