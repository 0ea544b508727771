// By the window of a night train: mountains, fields with a light here and there, poles and their wires.
import { seeded } from "./painter.js"
import { sill, steam } from "./sill.js"

const random = seeded(31)
const GLASS = "M-900 -900h2600v1371q0 24 -24 24h-2552q-24 0 -24 -24z"
const HORIZON = 455
const LANDS = [
  { colour: "land-1", y: 385, high: 70, far: 300, pace: 6, step: 24 },
  { colour: "land-2", y: 425, high: 34, far: 170, pace: 26, step: 20 },
  { colour: "land-3", y: 468, high: 16, far: 110, pace: 95, step: 16 },
]
const stars = Array.from({ length: 70 }, () => ({ x: -400 + 1600 * random(), y: -100 + 430 * random(), size: 0.5 + 0.8 * random() }))
const lights = Array.from({ length: 22 }, () => ({ x: 3200 * random(), y: HORIZON - 6 - 26 * random(), size: 1 + 1.2 * random() }))
const POLE_APART = 620
const POLE_PACE = 330

export function still(p) {
  p.sky()
  for (const { x, y, size } of stars) p.dot("star", x, y, size, 0.55)
  p.fill("carriage", "M-900 495h2600v200h-2600z")
  p.line("carriage-edge", GLASS, 3)
  p.fill("carriage", "M-420 -900h24v1395h-24zM1196 -900h24v1395h-24z")
  sill(p)
}

// The height of the land so far along; sums of waves that do not come round together.
const rise = (x, { high, far }) => high * (0.5 * Math.sin(x / far) + 0.3 * Math.sin(x / (0.37 * far) + 2) + 0.2 * Math.sin(x / (0.16 * far) + 5))

function land(p, seconds, { colour, y, pace, step, ...shape }) {
  const path = new Path2D()
  path.moveTo(p.left - step, HORIZON + 60)
  for (let x = p.left - step; x <= p.right + step; x += step) path.lineTo(x, y - rise(x + pace * seconds, shape))
  path.lineTo(p.right + step, HORIZON + 60)
  p.fill(colour, path)
}

function houses(p, seconds) {
  for (const { x, y, size } of lights) {
    const across = (((x - LANDS[1].pace * 1.6 * seconds) % 3200) + 3200) % 3200 - 600
    if (across > p.left && across < p.right) p.dot("lit", across, y, size, 0.9)
  }
}

function poles(p, seconds) {
  const way = (POLE_PACE * seconds) % POLE_APART
  const path = new Path2D()
  for (let x = p.left - way - POLE_APART; x < p.right + POLE_APART; x += POLE_APART) {
    path.moveTo(x, 490)
    path.lineTo(x, 386)
    path.moveTo(x - 13, 396)
    path.lineTo(x + 13, 396)
    path.moveTo(x, 396)
    path.quadraticCurveTo(x + POLE_APART / 2, 440, x + POLE_APART, 396)
  }
  p.line("land-3", path, 2.2, 0.9)
}

export function move(p, seconds) {
  p.within(GLASS, () => {
    land(p, seconds, LANDS[0])
    land(p, seconds, LANDS[1])
    houses(p, seconds)
    land(p, seconds, LANDS[2])
    poles(p, seconds)
  })
  steam(p, seconds)
}
