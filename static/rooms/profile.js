// Who somebody is, as far as they show it to me: opened by their face or name, or from the menu beside it.
import { drawFace } from "./faces.js"
import { copy, part, say } from "./markup.js"
import { called, isMe } from "./members.js"

const dialog = document.getElementById("profile")
let asked = 0

export async function show(id, name) {
  const mine = ++asked
  fill({ id, name, told: [] }, "One moment…")
  const found = await fetch(`/people/${id}/?card`).then((answer) => (answer.ok ? answer.json() : null), () => undefined)
  if (mine !== asked) return
  if (found) fill(found, found.told.length ? "" : isMe(id) ? "You show nothing but your name and your face." : "Shows nothing more here.")
  else say(part(dialog, "words"), found === null ? "There is nothing to see any more." : "The server does not answer. Try again in a moment.")
}

function fill({ id, name, face, guest, told }, words) {
  drawFace(part(dialog, "face"), id, name, face, "")
  say(part(dialog, "name"), called(id, name))
  say(part(dialog, "kind"), guest ? "a guest" : "")
  say(part(dialog, "words"), words)
  part(dialog, "page").href = `/people/${id}/`
  part(dialog, "told").replaceChildren(...told.map(line))
}

function line({ label, words }) {
  const element = copy("profile-line")
  say(part(element, "label"), label)
  say(part(element, "words"), words)
  return element
}
