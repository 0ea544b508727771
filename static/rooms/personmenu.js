// What may be done about somebody, in the menu beside their name, and the question asked before it is.
import { blocks, isOver, silencedUntil } from "./members.js"
import { confirm, enquire } from "./dialog.js"
import { part } from "./markup.js"
import { page, room } from "./room.js"
import { openSheet } from "./sheets.js"

const SILENCES = { 300: "5 minutes", 3600: "1 hour", 86400: "1 day" }
const BANS = { 3600: "1 hour", 86400: "1 day", 604800: "7 days", "": "For good" }

const manages = () => page.may.manage
const over = (person) => page.may.moderate && isOver(person)

// Each act: whether it is offered, and what it does with (member, name).
const ACTS = {
  profile: { offered: () => true, act: (member, name) => openSheet("profile", member, name) },
  moderator: { offered: ({ role }) => manages() && role === "member", act: (member) => room.ask("room.role", { member, role: "moderator" }) },
  member: { offered: ({ role }) => manages() && role === "moderator", act: (member) => room.ask("room.role", { member, role: "member" }) },
  owner: { offered: manages, act: handOn },
  silence: { offered: (person) => over(person) && !silencedUntil(person.id), act: silence },
  unsilence: { offered: (person) => over(person) && silencedUntil(person.id), act: (member) => room.ask("room.silence", { member, seconds: 0 }) },
  remove: { offered: over, act: remove },
  ban: { offered: over, act: ban },
  block: { offered: ({ id }) => !blocks.has(id), act: block },
  unblock: { offered: ({ id }) => blocks.has(id), act: (member) => blocks.choose(member, false) },
}

// Tools of the room's own may add theirs, such as reporting.
export const acts = new Map(Object.entries(ACTS))

export function offer(menu, person) {
  for (const [name, { offered }] of acts) if (part(menu, name)) part(menu, name).hidden = !offered(person)
}

export async function run(name, member, called) {
  return await acts.get(name).act(member, called)
}

async function handOn(member, name) {
  const words = `${name} owns it from then on, and you become a moderator. Only they can give it back.`
  if (await confirm({ title: `Hand the room on to ${name}?`, words, act: "Hand it on" })) await room.ask("room.role", { member, role: "owner" })
}

async function silence(member, name) {
  const words = "They still hear everything, see the timer and their tasks; they just cannot write for a while."
  const found = await enquire({ title: `Silence ${name}?`, words, act: "Silence", choices: SILENCES })
  if (found) await room.ask("room.silence", { member, seconds: Number(found.choice), why: found.why })
}

async function remove(member, name) {
  const words = "They are shown out at once. They can come back by the link unless the room is locked."
  if (await confirm({ title: `Remove ${name} from the room?`, words, act: "Remove" })) await room.ask("room.remove", { member })
}

async function ban(member, name) {
  const words = "They are shown out at once and cannot come back, whatever name, browser tab or invitation they try. They are told the reason."
  const found = await enquire({ title: `Ban ${name}?`, words, act: "Ban", choices: BANS, chosen: "86400" })
  if (found) await room.ask("room.ban", { member, seconds: found.choice ? Number(found.choice) : null, why: found.why })
}

async function block(member, name) {
  const words = "What they write is folded away for you, in every room. They are not told, and others see it as before."
  if (await confirm({ title: `Block ${name}?`, words, act: "Block" })) await blocks.choose(member, true)
}
