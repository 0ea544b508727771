// Playlists: what waits kept under a name; played from, renamed, sorted, removed.
import { newId } from "../../rooms/ids.js"
import { copy, part, say } from "../../rooms/markup.js"
import { Rows, idOf } from "./rows.js"
import { ask } from "./sheet.js"
import { shelf } from "./shelf.js"
import { music } from "./state.js"
import { enqueue } from "./tracks.js"
import { lasts, long } from "./words.js"

const place = document.getElementById("music-lists")
const form = part(place, "form")
const rows = new Rows(part(place, "list"), () => copy("music-list"), fill, part(place, "name"))
const inside = new WeakMap() // row → the rows in it
const title = (list) => `“${list.name}”`

function show() {
  const all = [...music.lists.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id)
  rows.show(all)
  part(place, "empty").hidden = all.length > 0
  form.hidden = !music.may
}

const tracksOf = (list) => list.tracks.map((id) => shelf.track(id)).filter(Boolean)

function fill(row, list) {
  const tracks = tracksOf(list)
  const box = part(row, "name")
  say(part(row, "title"), list.name)
  say(part(row, "about"), tracks.length ? `${tracks.length} · ${long(tracks.reduce((sum, { ms }) => sum + ms, 0) / 1000)}` : "empty")
  if (document.activeElement !== box) box.value = list.name
  box.ariaLabel = `Name of ${list.name}`
  for (const one of row.querySelectorAll("[data-may]")) one.hidden = !music.may
  part(row, "play").disabled = !tracks.length
  part(row, "play").ariaLabel = `Put all of ${list.name} into the queue`
  part(row, "adding").replaceChildren(new Option("Add a track …", ""), ...shelf.all.map(({ id, title }) => new Option(title, id)))
  part(row, "adding").ariaLabel = `Add a track to ${list.name}`
  if (!inside.has(row)) inside.set(row, new Rows(part(row, "tracks"), () => copy("music-listed"), fillTrack, part(row, "adding")))
  inside.get(row).show(tracks.map((track, n) => ({ ...track, id: n, at: n, last: n === tracks.length - 1 })))
}

function fillTrack(row, { title, at, last, ...track }) {
  say(part(row, "title"), title)
  say(part(row, "about"), lasts(track))
  for (const name of ["up", "drop"]) part(row, name).hidden = !music.may
  part(row, "up").disabled = at === 0
  part(row, "up").ariaLabel = `Move up: ${title}`
  part(row, "drop").ariaLabel = `Take out: ${title}`
}

const change = (list, fields, done = "") => ask("music.edit-playlist", { id: list.id, version: list.version, ...fields }, done)

place.addEventListener("click", async ({ target }) => {
  const name = target.closest("button")?.dataset.part
  const row = target.closest("[data-list]")
  const list = row && music.lists.get(idOf(row))
  if (!list || !name) return
  const tracks = tracksOf(list).map(({ id }) => id)
  const at = Number(target.closest("[data-listed]")?.dataset.id)
  if (name === "play") await enqueue({ tracks }, list.name)
  if (name === "remove") await ask("music.remove-playlist", { id: list.id, version: list.version }, `Removed ${title(list)}.`)
  if (name === "drop") await change(list, { tracks: tracks.filter((_, n) => n !== at) }, `Took it out of ${title(list)}.`)
  if (name === "up") await change(list, { tracks: tracks.toSpliced(at - 1, 2, tracks[at], tracks[at - 1]) })
})

place.addEventListener("change", async ({ target }) => {
  const list = music.lists.get(idOf(target.closest("[data-list]") ?? place))
  if (!list) return
  if (target.dataset.part === "name" && target.value.trim()) await change(list, { name: target.value.trim() }, "Renamed.")
  if (target.dataset.part !== "adding" || !target.value) return
  const tracks = [...tracksOf(list).map(({ id }) => id), Number(target.value)]
  target.value = ""
  await change(list, { tracks })
})

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  const box = part(place, "name")
  const tracks = part(place, "from").checked ? [music.entry, ...music.queue].filter((one) => one?.track).map(({ track }) => track) : []
  if (await ask("music.add-playlist", { client_id: newId(), name: box.value.trim(), tracks })) form.reset()
})

music.on("change", show)
shelf.on("change", show)
