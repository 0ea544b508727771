// One question on the page: its words, who asked, who wants to know it too, and what can be done with it.
import { copy, part, say } from "../../rooms/markup.js"
import { called, isMe } from "../../rooms/members.js"
import { page } from "../../rooms/room.js"
import { quiet } from "../quiet.js"
import { known } from "./known.js"

const elements = new Map() // id → element

export function draw(question) {
  const element = elements.get(question.id) ?? copy("question")
  elements.set(question.id, element)
  element.question = question
  const mine = known.isMine(question)
  element.classList.toggle("answered", Boolean(question.answered_at))
  element.classList.toggle("parked", Boolean(question.parked))
  say(part(element, "words"), question.text)
  say(part(element, "about"), [asker(question, mine), state(question)].filter(Boolean).join(" · "))
  drawVote(question, part(element, "vote"))
  press(part(element, "answer"), Boolean(question.answered_at), question.answered_at ? "Not answered yet" : "Mark answered", question.parked)
  part(element, "remove").hidden = !(mine || (page.may.moderate && !question.parked))
  return element
}

function asker({ asker, anonymous }, mine) {
  if (mine) return anonymous === false || asker ? "you" : "you, anonymously"
  return asker ? called(asker.id, asker.name) : "anonymous"
}

function state({ parked, answered_at, answered_by }) {
  if (parked) return `asked ${quiet.when}`
  if (!answered_at) return ""
  return `marked answered by ${isMe(answered_by.id) ? "you" : called(answered_by.id, answered_by.name)}`
}

function drawVote({ parked, voters = [] }, button) {
  const count = voters.length
  press(button, voters.some(isMe), `I want to know this too: ${count} ${count === 1 ? "person" : "people"}`, parked)
  say(part(button, "count"), String(count))
}

function press(button, on, label, hidden) {
  button.hidden = Boolean(hidden)
  button.ariaPressed = String(on)
  button.ariaLabel = button.title = label
}
