// The queue: what waits, who put it there; played now, moved, taken out, cleared.
import { copy, part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { listening } from "./listening.js"
import { idOf, Rows } from "./rows.js"
import { ask, on, sheet, tell } from "./sheet.js"
import { music } from "./state.js"
import { about, by, lasts } from "./words.js"
import { enqueue } from "./tracks.js"
import { youtube } from "./youtube.js"

const place = document.getElementById("music-queue")
const rows = new Rows(part(place, "list"), () => copy("music-entry"), fill, sheet.querySelector("[role=tab]"))
let dragged = null

function show() {
  const { queue } = music
  rows.show(queue)
  part(place, "empty").hidden = queue.length > 0
  link.hidden = !music.may
  part(place, "clear").hidden = !music.may || !queue.length
  say(part(sheet, "count"), queue.length ? String(queue.length) : "")
}

function fill(row, entry) {
  say(part(row, "title"), entry.title)
  say(part(row, "about"), about(entry.artist, lasts(entry), `from ${by(entry.by)}`))
  row.draggable = music.may
  for (const name of ["play", "up", "down"]) part(row, name).hidden = !music.may
  part(row, "up").disabled = music.queue[0]?.id === entry.id
  part(row, "down").disabled = music.queue.at(-1)?.id === entry.id
  part(row, "drop").hidden = !music.may && !isMe(entry.by.id)
  for (const [name, words] of Object.entries({ play: "Play", up: "Move up", down: "Move down", drop: "Take out" })) part(row, name).ariaLabel = `${words}: ${entry.title}`
}

place.addEventListener("click", async ({ target }) => {
  const button = target.closest("button")
  const id = idOf(target)
  if (!button) return
  if (button.dataset.part === "clear") await ask("music.clear", {}, "The queue is empty.")
  if (!id) return
  const { title } = music.entries.get(id)
  if (button.dataset.part === "drop") await ask("music.drop", { id }, `Took out ${title}.`)
  if (button.dataset.part === "up") await move(id, music.queue.findIndex((one) => one.id === id) - 2)
  if (button.dataset.part === "down") await move(id, music.queue.findIndex((one) => one.id === id) + 1)
  if (button.dataset.part !== "play") return
  listening.join(music.entries.get(id))
  await on("play", { entry: id })
})

// Behind what is at this place of the queue; before all of it, behind what is on.
const move = (id, behind) => ask("music.move", { id, after: behind < 0 ? (music.now.entry ?? 0) : music.queue[behind].id })

place.addEventListener("dragstart", ({ target, dataTransfer }) => {
  dragged = target.closest("[data-id]")
  dataTransfer.effectAllowed = "move"
  dataTransfer.setData("text/plain", "")
})
place.addEventListener("dragover", (event) => dragged && event.preventDefault())
place.addEventListener("dragend", () => (dragged = null))
place.addEventListener("drop", (event) => {
  if (!dragged) return
  event.preventDefault()
  const id = idOf(dragged)
  const over = event.target.closest("[data-id]")
  const queue = music.queue.filter((one) => one.id !== id)
  const at = over ? queue.findIndex((one) => one.id === idOf(over)) : queue.length
  const lower = over && event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2
  if (over === dragged || at < 0) return
  const behind = at - (lower || !over ? 0 : 1)
  const after = queue[Math.min(behind, queue.length - 1)]?.id ?? music.now.entry ?? 0
  ask("music.move", { id, after })
})

const link = part(place, "link")

link.addEventListener("submit", async (event) => {
  event.preventDefault()
  const field = link.elements.link
  const video = youtube(field.value.trim())
  if (!video) return tell("This is no link to a video on YouTube.")
  if (await enqueue({ video }, "The video")) field.value = ""
})

music.on("change", show)
