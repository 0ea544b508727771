// All there is to play: the room's tracks and the shelf's, found by a few letters, put into the queue or onto a list.
import { newId } from "../../rooms/ids.js"
import { confirm } from "../../rooms/dialog.js"
import { copy, part, say } from "../../rooms/markup.js"
import { page } from "../../rooms/room.js"
import { listening } from "./listening.js"
import { idOf, Rows } from "./rows.js"
import { ask, on } from "./sheet.js"
import { shelf } from "./shelf.js"
import { music } from "./state.js"
import { about, lasts } from "./words.js"

const place = document.getElementById("music-tracks")
const box = part(place, "find")
const rows = new Rows(part(place, "list"), () => copy("music-track"), fill, box)
const editing = document.getElementById("music-edit")
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

function show() {
  const words = fold(box.value).split(/\s+/).filter(Boolean)
  const all = shelf.all
  const found = all.filter(({ title, artist }) => words.every((word) => fold(`${title} ${artist}`).includes(word)))
  rows.show(found)
  box.hidden = all.length < 8
  part(place, "empty").hidden = all.length > 0
  part(place, "none").hidden = !all.length || found.length > 0
}

function fill(row, track) {
  const own = music.tracks.has(track.id)
  say(part(row, "title"), track.title)
  say(part(row, "about"), about(track.artist, lasts(track), track.licence, !own && "from the site’s shelf"))
  for (const name of ["play", "add"]) part(row, name).hidden = !music.may
  for (const name of ["edit", "remove"]) part(row, name).hidden = !own || !page.may.moderate
  for (const [name, words] of Object.entries({ play: "Play now", add: "Put into the queue", edit: "Rename", remove: "Remove" })) part(row, name).ariaLabel = `${words}: ${track.title}`
}

// Behind what is on, and then on to it.
export async function play(source) {
  listening.join(source)
  const answer = await ask("music.queue", { client_id: newId(), after: 0, ...source })
  if (answer) await on("play", { entry: answer.ids[0] })
}

export const enqueue = (source, title) => ask("music.queue", { client_id: newId(), ...source }, `${title} is in the queue.`)

place.addEventListener("click", async ({ target }) => {
  const name = target.closest("button")?.dataset.part
  const track = shelf.track(idOf(target))
  if (!track || !name) return
  if (name === "play") await play({ tracks: [track.id] })
  if (name === "add") await enqueue({ tracks: [track.id] }, track.title)
  if (name === "edit") edit(track)
  const words = "It goes for good, for everybody, with its file. This cannot be undone."
  if (name === "remove" && (await confirm({ title: `Remove ${track.title}?`, words, act: "Remove" }))) await ask("music.remove-track", { id: track.id }, `Removed ${track.title}.`)
})

function edit({ id, title, artist, licence }) {
  const form = part(editing, "form")
  form.dataset.track = id
  for (const [name, value] of Object.entries({ title, artist, licence })) form.elements[name].value = value
  editing.showModal()
}

editing?.querySelector("form").addEventListener("submit", ({ submitter, target }) => {
  const { title, artist, licence } = Object.fromEntries(new FormData(target))
  if (submitter?.value === "save") ask("music.edit-track", { id: Number(target.dataset.track), title, artist, licence })
})

box.addEventListener("input", show)
music.on("change", show)
shelf.on("change", show)
