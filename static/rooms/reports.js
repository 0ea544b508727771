// Reporting somebody to the site's moderators, and what they decided.
import { enquire } from "./dialog.js"
import { part, say } from "./markup.js"
import { acts } from "./personmenu.js"
import { room } from "./room.js"

const REASONS = ["It insults or threatens somebody", "It is advertising, or sent over and over", "It should not be seen by anybody here", "Something else"]
const note = document.getElementById("told")
const told = new Map() // id → words

// Resolves to the reason in words, or null; the room's own moderators do not decide on it.
export async function reason(title, words) {
  const choices = Object.fromEntries(REASONS.map((text) => [text, text]))
  const found = await enquire({ title, words, act: "Report", choices, label: "What is wrong", why: "In your own words" })
  return found && [found.choice, found.why].filter(Boolean).join(": ")
}

acts.set("report", { offered: () => true, act: report })

async function report(member, name) {
  const why = await reason(`Report ${name}?`, "The moderators of this site, not of this room, see it, with the last five messages they wrote here.")
  if (!why) return
  await room.ask("room.report", { member, why })
  thank()
}

export function thank() {
  say(part(note, "words"), "Thank you. It is reported, and you will be told what comes of it.")
  note.hidden = false
}

room.on("me.reported", ({ id, words }) => {
  told.set(id, words)
  show()
})

part(note, "known").addEventListener("click", () => {
  const [id] = told.keys()
  if (id) room.ask("me.report-seen", { id }).catch(() => {})
  told.delete(id)
  show()
})

function show() {
  const [words] = told.values()
  note.hidden = !words
  if (words) say(part(note, "words"), words)
}
