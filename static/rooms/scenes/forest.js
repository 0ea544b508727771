// A clearing among firs, with mist between them, and fireflies when it is dark.
import { seeded } from "./painter.js"

const random = seeded(23)
const RANKS = [
  { colour: "fir-1", foot: 470, least: 90, most: 190, apart: 34, alpha: 0.75 },
  { colour: "fir-2", foot: 520, least: 110, most: 260, apart: 46, alpha: 0.85 },
  { colour: "fir-3", foot: 566, least: 90, most: 340, apart: 66, alpha: 1 },
  { colour: "fir-4", foot: 622, least: 60, most: 420, apart: 88, alpha: 1 },
]
const MIST = [
  { y: 440, length: 520, pace: 5, turn: 0 },
  { y: 492, length: 620, pace: -7, turn: 400 },
  { y: 532, length: 480, pace: 9, turn: 900 },
]
const flies = Array.from({ length: 18 }, () => ({ x: -100 + 1000 * random(), y: 400 + 150 * random(), turn: 6.3 * random(), pace: 0.25 + 0.4 * random() }))

// Trees grow towards the sides; the clearing in the middle stays open.
const woods = RANKS.map(({ colour, foot, least, most, apart, alpha }) => {
  let path = ""
  for (let x = -420; x < 1220; x += apart * (0.7 + 0.6 * random())) {
    const open = Math.min(1, Math.abs(x - 400) / 420) ** 1.6
    path += fir(x, foot, (least + (most - least) * open) * (0.75 + 0.5 * random()))
  }
  return { colour, alpha, path: `${path}M-420 ${foot - 14}h1640v120h-1640z` }
})

function fir(x, foot, height) {
  const tiers = Math.max(4, Math.round(height / 34))
  const half = height * 0.17
  let left = `M${x} ${foot - height}`
  let right = ""
  for (let tier = 1; tier <= tiers; tier++) {
    const y = foot - height + (height * tier) / tiers
    const reach = half * (tier / tiers) ** 0.85
    left += `L${x - reach} ${y}L${x - reach * 0.62} ${y - 5}`
    right = `L${x + reach * 0.62} ${y - 5}L${x + reach} ${y}${right}`
  }
  return `${left}L${x} ${foot - 4}${right}Z`
}

export function still(p) {
  p.sky()
  p.glow("mist", 400, 420, 420, 0.3)
  for (const { colour, path, alpha } of woods) p.fill(colour, path, alpha)
}

export function move(p, seconds) {
  for (const { y, length, pace, turn } of MIST) bank(p, y, length, pace * seconds + turn)
  if (p.small) return
  for (const { x, y, turn, pace } of flies) {
    const shine = Math.max(0, Math.sin(1.3 * pace * seconds + turn)) ** 2
    if (shine < 0.03) continue
    const across = x + 46 * Math.sin(pace * seconds + turn) + 18 * Math.sin(2.3 * pace * seconds)
    const up = y + 20 * Math.sin(1.4 * pace * seconds + 2 * turn)
    p.glow("firefly", across, up, 11, 0.5 * shine)
    p.dot("firefly", across, up, 1.3, shine)
  }
}

// A long flat cloud, which comes round again.
function bank(p, y, length, way) {
  const span = p.right - p.left + 2 * length
  const x = p.left - length + (((way % span) + span) % span)
  p.pen.save()
  p.pen.translate(x, y)
  p.pen.scale(1, 0.11)
  p.glow("mist", 0, 0, length, 0.3)
  p.pen.restore()
}
