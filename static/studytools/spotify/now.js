// What I play now: where it is, the buttons, how loud, and whether the room is shown it.
import { part, say } from "../../rooms/markup.js"
import { long } from "../music/words.js"
import { mine, sheet } from "./mine.js"

const TICK = 500 // ms
const [title, artist, link, where, seek, play, volume, show] = ["title", "artist", "link", "where", "seek", "play", "volume", "show"].map((name) => part(sheet, name))
let held = null // what is being dragged

function draw() {
  const { connected, expired, playing, showing, trouble } = mine
  say(part(sheet, "trouble"), trouble)
  part(sheet, "join").hidden = connected !== false
  part(sheet, "mine").hidden = !connected
  say(part(sheet, "connect"), expired ? "Connect again" : "Connect my Spotify account")
  say(title, playing?.title || "Nothing plays")
  say(artist, playing?.artist ?? (connected ? "Open Spotify on a device, or choose where to play." : ""))
  link.hidden = !playing?.link
  if (playing?.link) link.href = playing.link
  where.hidden = !playing?.ms
  say(play, playing?.on ? "Pause" : "Play")
  volume.disabled = playing?.device.volume == null
  if (held !== volume) volume.value = playing?.device.volume ?? 0
  if (document.activeElement !== show) show.checked = showing
  tick()
}

// Milliseconds, counted on from what was heard.
function position() {
  const { playing, heard } = mine
  return Math.min(playing.ms, playing.at_ms + (playing.on ? performance.now() - heard : 0))
}

function tick() {
  const { playing } = mine
  if (!playing?.ms || held === seek) return
  seek.max = playing.ms
  seek.value = position()
  tell(position())
}

function tell(ms) {
  const [at, length] = [long(ms / 1000), long(mine.playing.ms / 1000)]
  seek.ariaValueText = `${at} of ${length}`
  say(part(sheet, "at"), at)
  say(part(sheet, "length"), length)
}

for (const one of [seek, volume]) one.addEventListener("input", () => (held = one))
seek.addEventListener("input", () => mine.playing && tell(Number(seek.value)))
seek.addEventListener("change", () => release("seek", { ms: Math.floor(Number(seek.value)) }))
volume.addEventListener("change", () => release("volume", { percent: Number(volume.value) }))

async function release(act, fields) {
  await mine.steer(act, fields)
  held = null
}

play.addEventListener("click", () => mine.steer(mine.playing?.on ? "pause" : "play"))
for (const one of sheet.querySelectorAll("[data-act]")) one.addEventListener("click", () => mine.steer(one.dataset.act))
show.addEventListener("change", () => mine.show(show.checked))
mine.on("change", draw)
setInterval(() => sheet.open && tick(), TICK)
draw()
