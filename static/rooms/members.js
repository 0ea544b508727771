// Who belongs to the room, as it last told, what they are called, and whom I do not want to read. Of people of one name, the second Ada is "Ada 2".
import { page, room } from "./room.js"
import { serverNow } from "./servertime.js"
import { Teller } from "./teller.js"

const members = new Map() // id → {id, name, role, silenced_until}
const erased = new Set() // they deleted their account: whatever bears their name does so no more
const RANKS = { owner: 3, moderator: 2, member: 1 }
let numbers = null

room.on("room.fresh", () => change(() => members.clear()))
room.on("room.member", ({ member }) => change(() => (member.role === "gone" ? members.delete(member.id) : members.set(member.id, member))))
room.on("room.member", ({ member }) => member.erased && erased.add(member.id))

export const memberOf = (id) => members.get(id)

export const everyone = () => [...members.values()]

export const isMe = (id) => id === page.me

// Who may do something to whom: see the server's table.
export const rankOf = ({ id, role }) => Math.max(RANKS[role] ?? 0, id === page.host ? 2 : 0)

export const isOver = (person) => rankOf({ id: page.me, role: page.role }) > rankOf(person)

// When somebody may speak again, or null.
export function silencedUntil(id) {
  const until = members.get(id)?.silenced_until
  return until && Date.parse(until) > serverNow() ? new Date(until) : null
}

// 2 for the second of a name, by id; 0 for the first, and for whoever is no member any more.
export function numberOf(id) {
  numbers ??= count()
  return numbers.get(id) ?? 0
}

export function called(id, name) {
  if (erased.has(id)) return "deleted user"
  const number = numberOf(id)
  return number ? `${name} ${number}` : name
}

function change(act) {
  act()
  numbers = null
}

function count() {
  const seen = new Map()
  const found = new Map()
  for (const { id, name } of [...members.values()].sort((a, b) => a.id - b.id)) {
    const key = name.normalize("NFKC").toLowerCase()
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if (seen.get(key) > 1) found.set(id, seen.get(key))
  }
  return found
}

class Blocks extends Teller {
  #ids = new Set()

  constructor() {
    super()
    room.on("me.fresh", () => this.#ids.clear())
    room.on("me.blocked", ({ member, on }) => {
      this.#ids[on ? "add" : "delete"](member)
      this.tell("change")
    })
  }

  has(id) {
    return this.#ids.has(id)
  }

  choose(member, on) {
    return room.ask("me.block", { member, on })
  }
}

export const blocks = new Blocks()
