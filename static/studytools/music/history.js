// What the room has heard, the latest first.
import { exact } from "../../chat/times.js"
import { copy, part, say } from "../../rooms/markup.js"
import { Rows } from "./rows.js"
import { music } from "./state.js"
import { about, by } from "./words.js"

const place = document.getElementById("music-played")
const rows = new Rows(part(place, "list"), () => copy("music-heard"), fill)

function fill(row, played) {
  say(part(row, "title"), played.title)
  say(part(row, "about"), about(played.artist, `from ${by(played.by)}`, exact(Date.parse(played.at))))
}

music.on("change", () => {
  rows.show([...music.played.values()].sort((a, b) => b.id - a.id))
  part(place, "empty").hidden = music.played.size > 0
})
