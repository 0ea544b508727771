// Songs found at Spotify, and my playlists there: played, or put behind what plays.
import { copy, part, say } from "../../rooms/markup.js"
import { about, long } from "../music/words.js"
import { mine, sheet } from "./mine.js"

const search = part(sheet, "search")
const lists = part(sheet, "lists")
let last = 0

search.addEventListener("submit", async (event) => {
  event.preventDefault()
  const asked = ++last
  const found = await mine.found(`search/?${new URLSearchParams({ q: search.elements.q.value })}`)
  if (!found || asked !== last) return
  part(sheet, "songs").replaceChildren(...found.filter(({ uri }) => uri).map(song))
  part(sheet, "none").hidden = found.length > 0
})

lists.addEventListener("toggle", async () => {
  const found = lists.open ? await mine.found("playlists/") : null
  if (!found) return
  part(sheet, "playlists").replaceChildren(...found.filter(({ uri }) => uri).map(playlist))
  part(sheet, "no-lists").hidden = found.length > 0
})

function song({ uri, title, artist, ms }) {
  const row = piece(title, about(artist, long(ms / 1000)))
  on(row, "play", `Play ${title}`, () => mine.steer("play", { song: uri }))
  on(row, "add", `Play ${title} next`, async () => (await mine.steer("queue", { song: uri })) && say(part(row, "about"), "comes after what plays"))
  return row
}

function playlist({ uri, title }) {
  const row = piece(title, "")
  on(row, "play", `Play ${title}`, () => mine.steer("play", { whole: uri }))
  part(row, "add").remove()
  return row
}

function piece(title, words) {
  const row = copy("spotify-piece")
  say(part(row, "title"), title)
  say(part(row, "about"), words)
  return row
}

function on(row, name, label, act) {
  const button = part(row, name)
  button.ariaLabel = button.title = label
  button.addEventListener("click", act)
}
