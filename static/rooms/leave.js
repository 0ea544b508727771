// Away from the desk, and out of the room. What I touch says that I am here; the menu says that I step away, and the next touch that I am back.
import { say } from "./markup.js"
import { isMe } from "./members.js"
import { room } from "./room.js"
import { confirm } from "./dialog.js"

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

let left = false

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-leave]")) return
  left = true
  await room.ask("room.leave").catch(() => {})
  location.assign("/")
})

// The close that answers our leaving is no news.
room.on("state", () => left && room.state === "stopped" && location.assign("/"))

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-forget]")
  if (!form) return
  event.preventDefault()
  const words = "It goes from your rooms. What you wrote stays. You can join again by its link."
  if (await confirm({ title: "Forget this room?", words, act: "Forget it" })) form.submit()
})
