// No more bits than the network and the computer can bear: how my camera is sent, by how many watch it and by how that goes.
import { call } from "./call.js"
import { carrier } from "./carrier.js"
import { media, SIZES } from "./media.js"

const UP = 800 // kbit/s of my camera to all of them: with sound, six people send less than 1 Mbit/s each
const RUNGS = [1, 0.6, 0.35] // of the bits and the pictures
const LOOK = 4_000 // ms
const BAD = 2 // looks in a row after which it is one rung less
const GOOD = 6

let rung = 0
let score = 0
let timer = 0

function apply() {
  const [, , fps, kbps] = SIZES[media.size]
  const links = Math.max(1, call.people.length - 1)
  const each = Math.min(kbps, UP / (carrier.kind === "mesh" ? links : 1))
  carrier.quality({ kbps: each * RUNGS[rung], fps: Math.max(3, Math.round(fps * RUNGS[rung])), scale: rung === RUNGS.length - 1 ? 2 : 1 })
}

async function look() {
  const links = (await call.transport?.stats().catch(() => [])) ?? []
  const held = links.some((link) => link.held === "cpu" || link.held === "bandwidth")
  score = held ? Math.max(1, score + 1) : Math.min(-1, score - 1)
  const next = score >= BAD ? Math.min(rung + 1, RUNGS.length - 1) : score <= -GOOD ? Math.max(rung - 1, 0) : rung
  if (next === rung) return
  rung = next
  score = 0
  apply()
}

call.on("joined", () => {
  rung = score = 0
  clearInterval(timer)
  timer = setInterval(look, LOOK)
  apply()
})
call.on("change", () => call.joined && apply())
media.on("change", () => call.joined && apply())
call.on("over", () => clearInterval(timer))
