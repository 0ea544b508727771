// The clock as a film, for browsers that float nothing but videos.
import { timer } from "./state.js"
import { phaseOf, written } from "./words.js"

const WIDE = 480
const HIGH = 270
const clock = document.querySelector("timer-face .clock")
const phase = document.querySelector("timer-face .phase")
const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true })
let brush = null

export async function film() {
  if (!brush) {
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDE, height: HIGH })
    brush = canvas.getContext("2d")
    video.srcObject = canvas.captureStream()
    timer.on("tick", draw)
  }
  timer.tell("change", { before: timer.now }) // a first picture, or there is nothing to play
  await video.play()
  await video.requestPictureInPicture()
}

function draw(seconds) {
  brush.fillStyle = getComputedStyle(document.documentElement).backgroundColor
  brush.fillRect(0, 0, WIDE, HIGH)
  write(phase, 36, 70, timer.now.state === "paused" ? "Paused" : phaseOf(timer.now))
  write(clock, seconds < 3600 ? 150 : 110, 205, `${timer.now.state === "overtime" ? "+" : ""}${written(seconds)}`)
}

function write(like, size, y, words) {
  const { color, fontFamily } = getComputedStyle(like)
  Object.assign(brush, { fillStyle: color, font: `${size}px ${fontFamily}`, textAlign: "center" })
  brush.fillText(words, WIDE / 2, y)
}
