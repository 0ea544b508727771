// A fire in the hearth, and what it lights.
import { seeded } from "./painter.js"

const random = seeded(59)
const FLOOR = 556
const X = 176 // the middle of the hearth
const BREAST = "M66 -300h220v640h-220z"
const MANTEL = "M48 336h256v14h-256zM58 350h236v8h-236z"
const SIDES = "M66 358h44v198h-44zM242 358h44v198h-44z"
const OPENING = "M110 556v-128c0 -34 28 -52 66 -52s66 18 66 52v128z"
const LOGS = ["M122 548l96 -10l2 12l-96 10z", "M134 538l94 12l-2 11l-94 -12z", "M150 530l58 -6l1 11l-58 7z"]
const ON_MANTEL = "M78 336v-34h9v34zM88 336v-40h8v40zM97 336v-30h11v30zM110 336l8 -36l9 2l-8 34z"
const CLOCK = "M252 336v-20a15 15 0 1 1 30 0v20z"
const TONGUES = [
  { colour: "flame-1", high: 92, wide: 30, alpha: 0.8 },
  { colour: "flame-2", high: 62, wide: 21, alpha: 0.85 },
  { colour: "flame-3", high: 34, wide: 12, alpha: 0.85 },
]
const PLACES = [{ x: -34, share: 0.62, turn: 0 }, { x: -12, share: 0.95, turn: 1.7 }, { x: 12, share: 1, turn: 3.1 }, { x: 34, share: 0.66, turn: 4.6 }]
const sparks = Array.from({ length: 16 }, () => ({ x: -38 + 76 * random(), turn: random(), pace: 0.16 + 0.22 * random(), size: 0.6 + 0.7 * random() }))
const bricks = wall()

function wall() {
  let path = ""
  for (let row = 0, y = -300; y < 336; y += 15, row++) for (let x = 68 + (row % 2 ? -16 : 0); x < 284; x += 32) path += brick(Math.max(x, 68), y, Math.min(x + 29, 284))
  return path
}

function brick(left, y, right) {
  return right - left > 6 ? `M${left} ${y}H${right}v12H${left}z` : ""
}

// At the left edge, wherever that is; the wider the view, the more of it is seen.
function moved(p, draw) {
  const room = Math.max(0, p.right - p.left - 620)
  p.pen.save()
  p.pen.translate(p.left + 26 + Math.min(100, room / 4) - X, 0)
  draw()
  p.pen.restore()
}

export function still(p) {
  p.sky()
  moved(p, () => hearth(p))
}

function hearth(p) {
  p.fill("mortar", BREAST)
  p.fill("brick", bricks, 0.55)
  p.fill("sill", `M-420 ${FLOOR}h1640v80h-1640z`)
  p.line("sill-edge", `M-420 ${FLOOR}h1640`)
  p.fill("brick", SIDES)
  p.fill("hearth", OPENING)
  p.line("drawn", OPENING, 2)
  p.fill("shelf", MANTEL)
  p.line("drawn", MANTEL, 1.2, 0.7)
  if (p.small) return
  p.fill("cloth-1", ON_MANTEL)
  p.fill("brass", CLOCK)
  p.dot("raised", 267, 316, 10)
  p.line("drawn", "M267 316v-7M267 316l5 3", 1.4)
  p.fill("sill-edge", "M96 556h160v8h-160z")
}

function tongue(p, { colour, high, wide, alpha }, { x, share, turn }, seconds) {
  const flare = 0.82 + 0.12 * Math.sin(7.3 * seconds + turn) + 0.1 * Math.sin(12.7 * seconds + 2 * turn)
  const top = FLOOR - 22 - high * share * flare
  const bend = 7 * Math.sin(3.9 * seconds + turn) + 4 * Math.sin(8.3 * seconds + turn)
  const middle = X + x
  const half = wide * (0.8 + 0.2 * share)
  const path = `M${middle - half} ${FLOOR - 16}C${middle - half} ${FLOOR - 22 - 0.5 * high * share} ${middle + bend - 4} ${top + 26} ${middle + bend} ${top}C${middle + bend + 5} ${top + 24} ${middle + half} ${FLOOR - 22 - 0.45 * high * share} ${middle + half} ${FLOOR - 16}Z`
  p.fill(colour, new Path2D(path), alpha)
}

export function move(p, seconds) {
  moved(p, () => burn(p, seconds))
}

function burn(p, seconds) {
  const flicker = 0.5 + 0.06 * Math.sin(9.1 * seconds) + 0.05 * Math.sin(14.3 * seconds + 1) + 0.04 * Math.sin(3.1 * seconds)
  p.glow("flame-2", X, FLOOR - 40, 250, 0.3 * flicker)
  p.within(OPENING, () => {
    p.glow("flame-1", X, FLOOR - 30, 110, flicker)
    for (const flame of TONGUES) for (const place of PLACES) tongue(p, flame, place, seconds)
    for (const { x, turn, pace, size } of sparks) {
      const risen = (turn + pace * seconds) % 1
      p.dot("flame-3", X + x + 9 * Math.sin(5 * seconds * pace + 9 * turn), FLOOR - 30 - 150 * risen, size, 0.9 * (1 - risen))
    }
    LOGS.forEach((log) => p.fill("log", log))
  })
  p.glow("flame-2", X, FLOOR + 2, 90, 0.12 * flicker)
}
