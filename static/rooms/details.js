// The room's own properties, wherever the page shows them: its name, topic, lifetime, how long messages are kept, lock.
import { say } from "./markup.js"
import { isMe } from "./members.js"
import { notes } from "./notes.js"
import { page, room } from "./room.js"

const shown = (name) => document.querySelectorAll(`[data-room="${name}"]`)

room.on("room.changed", ({ name, topic, lifetime_words, retention_words, locked, state, acting_host }) => {
  host(acting_host ?? 0)
  page.name = name
  document.dispatchEvent(new Event("room:renamed"))
  for (const element of shown("name")) say(element, name)
  for (const element of shown("topic")) say(element, topic)
  for (const element of shown("lifetime")) say(element, lifetime_words)
  for (const element of shown("retention")) {
    say(element, retention_words)
    element.hidden = !retention_words
  }
  for (const element of shown("locked")) element.hidden = !locked
  document.body.dataset.state = state
  for (const element of shown("archived")) element.hidden = state !== "archived"
})

// Who acts for the owner is told to all, and has other buttons.
function host(id) {
  const before = page.host
  page.host = id
  if (before !== id && [before, id].some(isMe)) location.reload()
  notes.change()
}

notes.add(({ id }) => (id === page.host ? { standing: "acting host" } : null))

// Another role means other buttons, and those are the server's to draw.
room.on("room.member", ({ member }) => {
  if (isMe(member.id) && member.role !== "gone" && member.role !== page.role) location.reload()
})
