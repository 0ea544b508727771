// The way to my Spotify: nothing of it is loaded before I want to see it, or showed the room what I play before a reload.
import { isMe } from "../../../rooms/members.js"
import { room } from "../../../rooms/room.js"
import "../../../rooms/sheets.js"

const sheet = document.getElementById("spotify-sheet")
let mine = null

async function goOn() {
  mine ??= import("../mine.js").catch(() => null)
  const found = await mine
  if (found) found.mine.look()
  else mine = null
}

sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close())
room.on("spotify.listening", ({ people }) => !mine && people.some(({ id }) => isMe(id)) && goOn())
