// Out of the room: others see it at once, not after the grace a lost connection has.
import { confirm } from "./dialog.js"
import { room } from "./room.js"

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
