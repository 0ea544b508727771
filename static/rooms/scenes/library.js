// A library in the evening: shelves to the ceiling, a green lamp on the desk, dust in its light.
import { seeded } from "./painter.js"
import { sill, steam } from "./sill.js"

const LAMP = { x: 604, y: 452 } // where its light comes from
const FOOT = "M584 548v-4c0 -4 6 -6 14 -7h12c8 1 14 3 14 7v4z"
const STEM = "M604 537v-78"
const HOOD = "M556 462c6 -24 24 -34 48 -34s42 10 48 34z"
const RIM = "M556 462h96v5h-96z"
const KNOB = "M601 428c0 -8 6 -8 6 0z"
const CHAIN = "M634 467v20"
const FLOOR = 548
const SHELVES = [-330, -222, -114, -6, 102, 210, 318, 426, 534]

const random = seeded(11)
const motes = Array.from({ length: 26 }, () => ({ x: random(), y: random(), drift: 0.4 + random(), turn: 6.3 * random(), size: 0.5 + 0.8 * random() }))
const rows = SHELVES.map((y) => row(y))

// One shelf of books, from wall to wall: a path for each of their colours.
function row(y) {
  const paths = { house: "", "house-far": "", shelf: "" }
  const colours = Object.keys(paths)
  for (let x = -420; x < 1220; ) {
    const width = 9 + 13 * random()
    const height = 56 + 38 * random()
    const leans = random() < 0.06 ? 9 : 0
    if (random() < 0.93) paths[colours[Math.floor(3 * random())]] += `M${x} ${y}h${width - 1.6}l${leans} ${-height}h${1.6 - width}z`
    x += width + leans
  }
  return { y, paths }
}

export function still(p) {
  p.sky()
  for (const { y, paths } of rows) {
    for (const [colour, path] of Object.entries(paths)) p.fill(colour, path, colour === "shelf" ? 0.36 : 0.5)
    p.fill("house-line", `M-420 ${y}h1640v5h-1640z`, 0.55)
  }
  p.fill("house-line", `M-420 ${SHELVES[0]}h6v900h-6zM112 ${SHELVES[0]}h6v900h-6zM682 ${SHELVES[0]}h6v900h-6z`, 0.55)
  p.glow("lamplight", LAMP.x, LAMP.y + 40, 250, 0.34)
  sill(p)
  if (!p.small) lamp(p)
}

function lamp(p) {
  p.fill("brass", FOOT)
  p.line("brass", STEM, 4)
  p.fill("lamplight", "M562 467h84l34 81h-152z", 0.16)
  p.fill("shade", HOOD)
  p.fill("shade-lit", "M568 460c5 -16 16 -24 28 -26c-8 5 -14 14 -16 26z", 0.8)
  p.fill("lit", RIM)
  p.fill("brass", KNOB)
  p.line("brass", CHAIN, 1.4)
  p.line("drawn", `${HOOD}${FOOT}`, 1.2, 0.7)
}

export function move(p, seconds) {
  steam(p, seconds)
  if (p.small) return
  p.glow("lamplight", LAMP.x, LAMP.y + 50, 130, 0.1 + 0.025 * Math.sin(1.7 * seconds) * Math.sin(0.31 * seconds))
  for (const { x, y, drift, turn, size } of motes) {
    const across = LAMP.x - 90 + 180 * x + 14 * Math.sin(0.23 * drift * seconds + turn)
    const down = FLOOR - 8 - ((90 * y + 3.5 * drift * seconds) % 90)
    p.dot("lit", across, down, size, 0.28 + 0.25 * Math.sin(0.5 * drift * seconds + turn))
  }
}
