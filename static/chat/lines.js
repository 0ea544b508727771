// What stands in the log, from top to bottom: messages, the days between them, where what is new begins, and what waited.
import { copy, part, say } from "../rooms/markup.js"
import { log } from "./log.js"
import { draw } from "./message.js"
import { pending } from "./pending.js"
import { quiet } from "./quiet.js"
import { dayName, dayOf } from "./times.js"
import { unread } from "./unread.js"

const TOGETHER = 5 * 60_000 // ms within which messages of one person need no new header
const shownAt = ({ at, released }) => released ?? at

export class Lines {
  #days = new Map()
  #digests = new Map()
  #fresh = copy("fresh")
  #note = copy("held")

  // `editable`: ms during which one may change one's own.
  constructor(editable) {
    this.editable = editable
  }

  get all() {
    return [...this.#nodes()]
  }

  *#nodes() {
    let before = null
    for (const row of log.shown) {
      const newDay = !before || dayOf(shownAt(before)) !== dayOf(shownAt(row))
      const news = unread.beginsAt(row, before)
      const digest = row.released && Number(before?.released ?? 0) !== Number(row.released)
      if (newDay) yield this.#day(shownAt(row))
      if (news) yield this.#fresh
      if (digest) yield this.#digest(row.released)
      yield draw(row, !newDay && !news && !digest && follows(row, before), this.editable)
      before = row
    }
    if (quiet.waiting && !log.live) yield this.#waiting()
  }

  #day(at) {
    const element = this.#kept(this.#days, dayOf(at), "day")
    say(part(element, "name"), dayName(at))
    return element
  }

  #digest(at) {
    const count = log.shown.filter(({ released }) => Number(released) === Number(at)).length
    const element = this.#kept(this.#digests, Number(at), "digest")
    say(part(element, "name"), `While you focused · ${count} ${count === 1 ? "message" : "messages"}`)
    return element
  }

  #waiting() {
    const count = quiet.waiting
    const mine = pending.all.filter(({ fate }) => fate === "held").length
    const whose = mine === count ? "" : mine === 1 ? "Yours arrives" : mine ? "Yours arrive" : "They arrive"
    say(part(this.#note, "count"), `${count} ${count === 1 ? "message" : "messages"}`)
    say(part(this.#note, "words"), ` ${count === 1 ? "is" : "are"} waiting for the break. ${whose || (mine === 1 ? "It arrives" : "They arrive")} ${quiet.when}.`)
    return this.#note
  }

  #kept(known, key, name) {
    if (!known.has(key)) known.set(key, copy(name))
    return known.get(key)
  }
}

function follows(row, before) {
  if (row.kind || before?.kind || row.fate === "held" !== (before?.fate === "held")) return false
  return before?.author.id === row.author.id && row.author.id !== null && row.at - before.at < TOGETHER
}
