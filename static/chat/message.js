// One message on the page. Its html comes sanitised from the server; this is the one place where html is inserted.
import { blocks, called, isMe } from "../rooms/members.js"
import { copy, part, say } from "../rooms/markup.js"
import { page } from "../rooms/room.js"
import { embellishments } from "./embellish.js"
import { quiet } from "./quiet.js"
import { about, exact, inFull, now } from "./times.js"

// The element of this row, as it is now; `follows` the one before without a new header.
export function draw(row, follows, editable) {
  const element = (row.element ??= copy(row.kind === "recap" ? "recap" : "message"))
  if (row.stale) fill(row, element)
  if (row.kind === "recap") return element
  element.toggleAttribute("data-follows", follows)
  say(part(element, "author"), isMe(row.author.id) ? "you" : called(row.author.id, row.author.name))
  say(part(element, "about"), about(row.at))
  const held = row.fate === "held"
  const mine = isMe(row.author.id) && now() - (row.released ?? row.at) < editable
  part(element, "edit").hidden = !held && !(row.place && mine)
  part(element, "remove").hidden = !held && !(row.place && (mine || page.may.moderate))
  part(element, "report").hidden = isMe(row.author.id) || !row.place || row.author.id === null
  element.toggleAttribute("data-folded", !row.unfolded && blocks.has(row.author.id))
  say(part(element, "held"), held ? `arrives ${quiet.when}` : "")
  return element
}

function fill(row, element) {
  row.stale = false
  element.row = row
  if (row.kind === "recap") return fillWords(row, part(element, "words"))
  element.className = ["message", isMe(row.author.id) && "mine", row.fate].filter(Boolean).join(" ")
  part(element, "waiting").hidden = row.fate !== "sending"
  part(element, "urgent").hidden = row.kind !== "urgent"
  part(element, "failed").hidden = row.fate !== "failed"
  if (row.failure) say(part(element, "why"), `Not sent. ${row.failure}`)
  part(element, "edited").hidden = !row.edited
  if (row.edited) part(element, "edited").title = inFull(row.edited)
  fillTime(row, element)
  fillWords(row, part(element, "words"))
  part(element, "with").replaceChildren(...(row.html === undefined ? [] : embellishments(part(element, "words"))))
}

function fillTime({ at, id }, element) {
  say(part(element, "exact"), exact(at))
  part(element, "time").dateTime = at.toISOString()
  part(element, "time").title = inFull(at)
  if (!id) return
  element.id = `message-${id}`
  part(element, "link").href = `${page.address}messages/${id}/`
}

function fillWords({ html, body }, words) {
  if (html === undefined) return say(words, body)
  words.innerHTML = html
  for (const wide of words.querySelectorAll("pre, table, math[display=block]")) wide.tabIndex = 0 // it may scroll
}
