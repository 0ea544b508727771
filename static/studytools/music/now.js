// What is on, in the sheet: where it is, the room's buttons, who listens, and the vote for the next.
import { list, part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { listening } from "./listening.js"
import { ask, on, sheet } from "./sheet.js"
import { music } from "./state.js"
import { about, by, long } from "./words.js"

const TICK = 250 // ms
const place = part(sheet, "now")
const seek = part(place, "seek")
let dragging = false

function show() {
  const { entry, playing, may } = music
  say(part(place, "title"), entry?.title ?? "Nothing is on")
  say(part(place, "about"), entry ? about(entry.artist, licence(entry), `from ${by(entry.by)}`) : empty())
  part(place, "mine").hidden = !playing
  say(part(place, "mine"), listening.asks ? "Watch" : listening.active ? "Stop listening" : listening.was ? "Rejoin" : "Listen")
  part(place, "play").hidden = playing || !may || !(entry || music.queue.length)
  part(place, "pause").hidden = !playing || !may
  part(place, "skip").hidden = !entry || !may
  part(place, "where").hidden = !entry?.ms
  seek.disabled = !may
  seek.max = entry?.ms ?? 1
  vote()
  people()
  tick()
}

function empty() {
  if (music.queue.length) return "The queue waits."
  return music.tracks.size ? "Put a track into the queue." : "Soundscapes need no files; music does."
}

function licence({ track }) {
  return music.tracks.get(track)?.licence
}

// Whoever may skip skips; the others ask for it together.
function vote() {
  const { votes, needed } = music.listeners
  const button = part(place, "vote")
  const mine = votes.some(isMe)
  button.hidden = !music.entry || music.may || !listening.active
  button.ariaPressed = String(mine)
  say(button, votes.length ? `Next, please · ${votes.length} of ${needed}` : "Next, please")
}

function people() {
  const names = music.listeners.people.map(by)
  const who = names.length === 1 && names[0] === "you" ? "Only you" : list(names)
  say(part(place, "people"), names.length ? `${who} listen${names.length === 1 && names[0] !== "you" ? "s" : ""}.` : "Nobody listens just now.")
}

function tick() {
  const { entry } = music
  if (!entry?.ms || dragging) return
  const at = music.position()
  seek.value = at * 1000
  seek.ariaValueText = `${long(at)} of ${long(entry.ms / 1000)}`
  say(part(place, "at"), long(at))
  say(part(place, "length"), long(entry.ms / 1000))
}

seek.addEventListener("input", () => {
  dragging = true
  say(part(place, "at"), long(seek.value / 1000))
})
seek.addEventListener("change", () => {
  dragging = false
  on("seek", { position_ms: Math.min(Number(seek.value), (music.entry?.ms ?? 1) - 1) })
})
part(place, "mine").addEventListener("click", () => listening.toggle())
part(place, "play").addEventListener("click", () => {
  listening.join()
  on("play")
})
part(place, "pause").addEventListener("click", () => on("pause", {}, "Paused for everybody."))
part(place, "skip").addEventListener("click", () => on("skip", {}, `Skipped ${music.entry.title}.`))
part(place, "vote").addEventListener("click", ({ target }) => ask("music.vote", { yes: target.ariaPressed !== "true" }))
for (const one of [music, listening]) one.on("change", show)
setInterval(() => sheet.open && tick(), TICK)
