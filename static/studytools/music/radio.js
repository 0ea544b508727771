// Internet radio, from the administrator's list; which host a station is at stands beside it, before anybody asks it for anything.
import { copy, part, say } from "../../rooms/markup.js"
import { Rows, idOf } from "./rows.js"
import { shelf } from "./shelf.js"
import { music } from "./state.js"
import { enqueue, play } from "./tracks.js"
import { about } from "./words.js"

const place = document.getElementById("music-radio")
const rows = new Rows(part(place, "list"), () => copy("music-station"), fill)

function show() {
  rows.show([...shelf.stations.values()])
  part(place, "empty").hidden = shelf.stations.size > 0
  part(place, "why").hidden = !shelf.stations.size
}

function fill(row, station) {
  say(part(row, "title"), station.title)
  say(part(row, "about"), about("live", station.about, `from ${station.host}`))
  for (const [name, words] of [["play", "Play now"], ["add", "Put into the queue"]]) {
    part(row, name).hidden = !music.may
    part(row, name).ariaLabel = `${words}: ${station.title}`
  }
}

place.addEventListener("click", async ({ target }) => {
  const station = shelf.stations.get(idOf(target))
  const name = target.closest("button")?.dataset.part
  if (station && name === "play") await play({ station: station.id })
  if (station && name === "add") await enqueue({ station: station.id }, station.title)
})

music.on("change", show)
shelf.on("change", show)
