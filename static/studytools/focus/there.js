// "Still there?": asked of whoever did nothing for long. Whatever they do answers; who does not is away since then.
import { exact } from "../../chat/times.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { entitle } from "../../rooms/title.js"
import { focus } from "./state.js"
import { age } from "./words.js"

const TITLE = "Still there?"
const dialog = document.getElementById("still-there")
let asked = null // when the question was put that is, or was last, before me
let missed = null // the one I did not answer
let ticking = 0

focus.on("change", look)
look()
document.addEventListener("pointerup", () => dialog.dataset.look === "asked" && answer()) // not before a click has landed
document.addEventListener("keydown", () => dialog.dataset.look === "asked" && answer())
dialog.addEventListener("cancel", (event) => dialog.dataset.look === "asked" && event.preventDefault())
dialog.addEventListener("close", () => become(""))
part(dialog, "act").addEventListener("click", () => dialog.dataset.look === "missed" && back())

function look() {
  const { asked_at } = focus.mine
  if (asked_at && asked_at !== asked) ask(asked_at)
  else if (asked && focus.away?.since === asked && missed !== asked) miss()
  else if (!asked_at && dialog.dataset.look === "asked" && !focus.away) dialog.close() // answered in another tab
}

function ask(at) {
  asked = at
  become("asked")
  say(part(dialog, "title"), TITLE)
  say(part(dialog, "words"), "This page was not touched for long. Without an answer your minutes stop counting from now on.")
  say(part(dialog, "act"), "I am here")
  count()
}

function miss() {
  missed = asked
  become("missed")
  say(part(dialog, "title"), "You were away")
  say(part(dialog, "words"), `You were away since ${exact(Date.parse(asked))}. Minutes stopped counting then.`)
  say(part(dialog, "act"), "I am back")
}

function become(what) {
  dialog.dataset.look = what
  clearTimeout(ticking)
  say(part(dialog, "left"), "")
  say(part(dialog, "trouble"), "")
  entitle("ask", what === "asked" ? TITLE : "")
  if (what && !dialog.open) dialog.showModal()
}

function count() {
  const left = Math.ceil(dialog.dataset.seconds - age(asked) / 1_000)
  say(part(dialog, "left"), left > 0 ? `${left} s left to answer` : "")
  if (left > 0) ticking = setTimeout(count, 1_000)
}

async function answer() {
  try {
    await focus.ask("focus.here", {}, { asked_at: null })
    dialog.close()
  } catch (refusal) {
    say(part(dialog, "trouble"), refusal.message)
  }
}

function back() {
  room.ask("room.back").catch(() => {}) // who is here says what came of it
  dialog.close()
}
