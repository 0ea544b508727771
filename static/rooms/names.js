// Who is called what, and how people of one name are told apart: the second Ada of a room is "Ada 2".
import { page, room } from "./room.js"

const members = new Map() // id → name
const erased = new Set() // they deleted their account: whatever bears their name does so no more
let numbers = null

room.on("room.fresh", () => change(() => members.clear()))
room.on("room.member", ({ member }) => change(() => (member.role === "gone" ? members.delete(member.id) : members.set(member.id, member.name))))
room.on("room.member", ({ member }) => member.erased && erased.add(member.id))

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

export const isMe = (id) => id === page.me

function change(act) {
  act()
  numbers = null
}

function count() {
  const seen = new Map()
  const found = new Map()
  for (const [id, name] of [...members].sort(([a], [b]) => a - b)) {
    const key = name.normalize("NFKC").toLowerCase()
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if (seen.get(key) > 1) found.set(id, seen.get(key))
  }
  return found
}
