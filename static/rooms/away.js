// Whether I am at my desk: what I touch says that I am; the menu says that I step away, and the next touch that I am back.
import { say } from "./markup.js"
import { isMe } from "./names.js"
import { room } from "./room.js"

const MINUTE = 60_000
const button = document.querySelector("[data-away]")
let away = false
let told = -MINUTE

room.on("presence.changed", ({ members }) => {
  away = members.some(({ id, state }) => isMe(id) && state === "away")
  say(button.querySelector("[data-part=label]"), away ? "I am back" : "Step away")
})

button.addEventListener("click", () => ask(away ? "room.back" : "room.away"))

for (const type of ["pointerdown", "keydown"]) {
  document.addEventListener(type, ({ target }) => {
    if (target.closest?.("[data-away], #room-menu, [popovertarget=room-menu]")) return
    if (away) ask("room.back")
    else if (performance.now() - told > MINUTE) ask("room.active")
  })
}

function ask(act) {
  if (!room.ready) return
  told = performance.now()
  room.ask(act).catch(() => {}) // who is here says what came of it
}
