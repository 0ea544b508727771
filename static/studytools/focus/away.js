// While I am away, since when; what is done about it is rooms/away.js'.
import { exact } from "../../chat/times.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { focus } from "./state.js"

const line = document.querySelector("focus-stage")

focus.on("change", () => {
  if (focus.away) say(part(line, "away"), `You have been away since ${exact(Date.parse(focus.away.since))}. Your minutes stand still.`)
})

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-back]")) room.ask("room.back").catch(() => {}) // who is here says what came of it
})
