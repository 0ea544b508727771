// The alarms this page knows of, mine and the room's, and which of them want to be heard. When one rings the server says.
import { room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { forget, keep, onOthers, recall } from "../../rooms/storage.js"
import { Teller } from "../../rooms/teller.js"

const MISSED = Number(document.getElementById("alarms-panel").dataset.missed) * 1_000
const DAY = 86_400_000 // ms for which the room's missed alarms are worth a word
const places = { mine: "my/alarms/heard/", room: "alarms/heard/" } // where this browser notes what was heard

class Alarms extends Teller {
  #rows = new Map()

  constructor() {
    super()
    room.on("alarms.mine", ({ alarm }) => this.#put(alarm, "mine"))
    room.on("alarms.changed", ({ alarm }) => this.#put(alarm, "room"))
    room.on("alarms.mine-removed", ({ id }) => this.#drop(id))
    room.on("alarms.removed", ({ id }) => this.#drop(id))
    room.on("me.fresh", () => this.#clear("mine"))
    room.on("room.fresh", () => this.#clear("room"))
    room.on("room.ready", () => this.#tell())
    for (const place of Object.values(places)) onOthers(place, () => this.tell("change"))
  }

  // By time of day.
  get all() {
    return [...this.#rows.values()].sort((a, b) => a.time.localeCompare(b.time) || a.id - b.id)
  }

  get ringing() {
    return this.all.filter((alarm) => this.fate(alarm) === "ringing").sort((a, b) => a.rang_at.localeCompare(b.rang_at))
  }

  get(id) {
    return this.#rows.get(id)
  }

  // "ringing", "missed", or null where there is nothing to say.
  fate(alarm) {
    if (!alarm.rang_at || this.#heard(alarm)) return null
    const age = serverNow() - Date.parse(alarm.rang_at)
    if (age <= MISSED) return "ringing"
    return alarm.list === "mine" || age < DAY ? "missed" : null
  }

  // Heard here; my other tabs know at once, my other devices if it is mine.
  hear(alarm) {
    this.#note(alarm)
    if (alarm.list === "mine") this.#dismiss(alarm)
  }

  async snooze(alarm, minutes) {
    await room.ask("alarms.snooze", { id: alarm.id, minutes })
    this.#note(alarm)
  }

  #note({ id, list, rang_at }) {
    keep(places[list] + id, rang_at)
    this.tell("change")
  }

  #heard({ id, list, rang_at }) {
    return recall(places[list] + id) === rang_at
  }

  // What was stopped while there was no connection.
  #tell() {
    for (const alarm of this.all) if (alarm.list === "mine" && alarm.rang_at && this.#heard(alarm)) this.#dismiss(alarm)
    this.tell("change")
  }

  #dismiss({ id }) {
    room.ask("alarms.dismiss", { id }).catch(() => {}) // when we are back
  }

  #put(alarm, list) {
    this.#rows.set(alarm.id, { ...alarm, list })
    this.tell("change")
  }

  #drop(id) {
    this.#rows.delete(id)
    for (const place of Object.values(places)) forget(place + id)
    this.tell("change")
  }

  #clear(list) {
    for (const alarm of this.all) if (alarm.list === list) this.#rows.delete(alarm.id)
    this.tell("change")
  }
}

export const alarms = new Alarms()
