// Northern lights over snow, and a cabin with its lamp on.
import { seeded } from "./painter.js"

const random = seeded(47)
const stars = Array.from({ length: 130 }, () => ({ x: -400 + 1600 * random(), y: -200 + 620 * random(), size: 0.4 + 0.9 * random(), turn: 6.3 * random() }))
const CURTAINS = [
  { colour: "aurora-1", y: 96, tall: 190, sway: 46, far: 210, pace: 0.11, turn: 0, alpha: 0.2 },
  { colour: "aurora-2", y: 60, tall: 160, sway: 38, far: 160, pace: -0.08, turn: 2, alpha: 0.16 },
  { colour: "aurora-3", y: 30, tall: 120, sway: 30, far: 250, pace: 0.06, turn: 4, alpha: 0.14 },
]
const SHEET = { width: 72, height: 72 }
const DEEP = 340 // how far down the light reaches
const FAR = "M-420 486c90 -34 170 -56 250 -30c80 -52 150 -50 226 -6c100 -58 180 -52 262 2c90 -44 170 -40 246 4c90 -46 190 -30 656 20v160h-1640z"
const NEAR = "M-420 540c200 -40 330 -46 520 -18c220 34 380 -22 560 -10c180 10 300 20 560 8v120h-1640z"
const CABIN = "M596 520v-26l26 -19l26 19v26z"
const ROOF = "M588 498l34 -26l34 26l-4 4l-30 -22l-30 22z"
const FIRS = "M676 522l9 -38l9 38zM690 524l7 -28l7 28zM566 521l8 -33l8 33zM120 520l10 -44l10 44zM142 522l7 -30l7 30zM96 522l7 -27l7 27z"

export function still(p) {
  p.sky()
  for (const { x, y, size } of stars) p.dot("star", x, y, size, 0.45)
  p.fill("snow-2", FAR)
  p.fill("snow-1", NEAR)
  p.fill("fir-4", FIRS, 0.9)
  if (p.small) return
  p.fill("log", CABIN)
  p.fill("snow-1", ROOF)
  p.fill("lit", "M616 500h12v12h-12z")
  p.glow("lamplight", 622, 508, 60, 0.35)
}

// Strips of one pixel on a small sheet, each as high and bright as the light is there; laid over the sky they are soft.
const sheet = new OffscreenCanvas(SHEET.width, SHEET.height)
const thin = sheet.getContext("2d")
const rays = new Map() // colour -> one strip of it, fading upwards

function ray(p, name) {
  const colour = p.colour(name)
  if (!rays.has(colour)) {
    const strip = new OffscreenCanvas(1, 64)
    const pen = strip.getContext("2d")
    const fade = pen.createLinearGradient(0, 0, 0, 64)
    for (const [at, share] of [[0, 0], [0.5, 0.5], [0.8, 1], [1, 0]]) fade.addColorStop(at, p.colour(name, share))
    pen.fillStyle = fade
    pen.fillRect(0, 0, 1, 64)
    rays.set(colour, strip)
  }
  return rays.get(colour)
}

function curtain(p, seconds, { colour, y, tall, sway, far, pace, turn, alpha }) {
  const light = ray(p, colour)
  const unit = SHEET.height / DEEP
  for (let strip = 0; strip < SHEET.width; strip++) {
    const along = (p.left + ((p.right - p.left) * strip) / SHEET.width) / far + pace * seconds + turn
    const shine = 0.55 + 0.3 * Math.sin(2.7 * along + 0.4 * seconds) + 0.15 * Math.sin(9.1 * along - 0.7 * seconds)
    const foot = y + tall * 0.55 + sway * Math.sin(along) + 0.35 * sway * Math.sin(2.3 * along + turn)
    thin.globalAlpha = Math.max(0, alpha * shine)
    thin.drawImage(light, strip, (Math.max(foot, 40) - tall) * unit, 1, (tall + 24) * unit)
  }
}

export function move(p, seconds) {
  for (const { x, y, size, turn } of stars) if (size > 0.95) p.dot("star", x, y, size, 0.3 + 0.3 * Math.sin(seconds + turn))
  thin.clearRect(0, 0, SHEET.width, SHEET.height)
  for (const one of CURTAINS) curtain(p, seconds, one)
  p.pen.drawImage(sheet, p.left, p.top, p.right - p.left, DEEP)
}
