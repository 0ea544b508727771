// Who belongs to the room, as the room last told: id → {id, name, role, silenced_until}.
import { page, room } from "./room.js"
import { serverNow } from "./servertime.js"

const members = new Map()
const RANKS = { owner: 3, moderator: 2, member: 1 }

room.on("room.fresh", () => members.clear())
room.on("room.member", ({ member }) => (member.role === "gone" ? members.delete(member.id) : members.set(member.id, member)))

export const memberOf = (id) => members.get(id)

export const everyone = () => [...members.values()]

// Who may do something to whom: see the server's table.
export const rankOf = ({ id, role }) => Math.max(RANKS[role] ?? 0, id === page.host ? 2 : 0)

export const isOver = (person) => rankOf({ id: page.me, role: page.role }) > rankOf(person)

// When somebody may speak again, or null.
export function silencedUntil(id) {
  const until = members.get(id)?.silenced_until
  return until && Date.parse(until) > serverNow() ? new Date(until) : null
}
