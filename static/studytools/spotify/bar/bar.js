// The way to my Spotify: nothing of it is loaded before I want to see it, or showed the room what I play before a reload.
import { isMe } from "../../../rooms/names.js"
import { room } from "../../../rooms/room.js"

const sheet = document.getElementById("spotify-sheet")
const trouble = sheet.querySelector("[data-part=trouble]")
let all = null

const load = () => (all ??= import("../all.js").catch(() => (all = null)))

document.getElementById("spotify-open").addEventListener("click", async () => {
  sheet.showModal()
  trouble.textContent = (await load()) ? "" : "This could not be loaded. Close it, and try again."
})

sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close())
room.on("spotify.listening", ({ people }) => people.some(({ id }) => isMe(id)) && load())
