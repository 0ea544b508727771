// Beside the names of those who show it: what they listen to on Spotify.
import { notes } from "../../../rooms/notes.js"
import { room } from "../../../rooms/room.js"

const heard = new Map()

notes.add(({ id }) => {
  const { title, artist } = heard.get(id) ?? {}
  return title ? { aside: `listening to ${title}${artist ? ` by ${artist}` : ""}` } : {}
})

room.on("spotify.listening", ({ people }) => {
  heard.clear()
  for (const one of people) heard.set(one.id, one)
  notes.change()
})
