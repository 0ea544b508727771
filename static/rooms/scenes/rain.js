// Rain on a window, and the houses opposite.
import { seeded } from "./painter.js"
import { sill, steam } from "./sill.js"

const FAR = "M-400 470c140 -34 260 -44 400 -20c110 -34 210 -36 320 -8c120 -40 260 -36 380 6c160 -26 320 -14 500 20V548h-1600z"
const HOUSES = "M-20 548V474h70V460h58V482h84V482h46V474l29 -14l29 14V460l29 -14l29 14V474h70V460l29 -18l29 18V460h70V494h58V446l35 -14l35 14V474l29 -14l29 14V474l35 -14l35 14V494l23 -18l23 18V548z"
const DARK = "M6 486h7v11h-7zM22 508h7v11h-7zM60 472h7v11h-7zM76 472h7v11h-7zM76 494h7v11h-7zM218 494h7v11h-7zM248 508h7v11h-7zM264 508h7v11h-7zM306 494h7v11h-7zM322 494h7v11h-7zM364 486h7v11h-7zM380 508h7v11h-7zM396 486h7v11h-7zM492 472h7v11h-7zM492 494h7v11h-7zM508 472h7v11h-7zM524 472h7v11h-7zM620 480h7v11h-7zM620 502h7v11h-7zM636 458h7v11h-7zM636 502h7v11h-7zM652 458h7v11h-7zM652 480h7v11h-7zM690 508h7v11h-7zM706 508h7v11h-7zM748 486h7v11h-7zM780 508h7v11h-7z"
const LIT = "M6 508h7v11h-7zM22 486h7v11h-7zM60 494h7v11h-7zM118 494h7v11h-7zM150 494h7v11h-7zM166 494h7v11h-7zM306 472h7v11h-7zM380 486h7v11h-7zM434 494h7v11h-7zM450 494h7v11h-7zM748 508h7v11h-7zM764 486h7v11h-7zM818 506h7v11h-7z"
const FRAME = "M-400 108h1600v4h-1600zM168 0h4v548h-4zM628 0h4v548h-4z"
const FOOT = 548
const SLANT = 0.142 // across for each unit down

const random = seeded(5)
const drops = Array.from({ length: 150 }, () => ({ x: random(), y: random(), length: 11 + 25 * random(), pace: 150 + 190 * random() }))

export function still(p) {
  p.sky()
  p.fill("hill", FAR, 0.55)
  p.fill("house-far", HOUSES)
  if (!p.small) {
    p.fill("pane", DARK, 0.7)
    p.fill("lit", LIT)
  }
  p.fill("sill", FRAME)
  sill(p)
}

export function move(p, seconds) {
  const rain = new Path2D()
  const high = FOOT - p.top + 40
  for (const { x, y, length, pace } of drops) {
    const fallen = p.top - 40 + ((y * high + pace * seconds) % high)
    const end = Math.min(fallen + length, FOOT - 2)
    const across = p.left + x * (p.right - p.left + SLANT * high) - SLANT * (fallen - p.top)
    rain.moveTo(across, fallen)
    rain.lineTo(across - SLANT * (end - fallen), end)
  }
  p.line("rain", rain, 1.4)
  steam(p, seconds)
}
