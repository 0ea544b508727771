// The clock in a small window of its own, over whatever else is on the screen; where the browser can do that.
import { copy, part, say } from "../../rooms/markup.js"
import { film } from "./film.js"
import { asked, offers } from "./offers.js"
import { timer } from "./state.js"
import { phaseOf, written } from "./words.js"

const SIZE = { width: 300, height: 190 }
const controls = document.querySelector("timer-controls")
let face = null

timer.on("tick", draw)

export const float = () => ("documentPictureInPicture" in window ? open() : film())

async function open() {
  const small = await window.documentPictureInPicture.requestWindow(SIZE)
  const { documentElement: root, head, body } = small.document
  root.lang = document.documentElement.lang
  root.dataset.theme = document.documentElement.dataset.theme
  head.append(...[...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.cloneNode()))
  small.document.title = document.title
  body.className = "floating"
  face = copy("timer-float")
  body.append(face)
  part(face, "press").addEventListener("click", () => controls.press())
  small.addEventListener("pagehide", () => (face = null))
  timer.tell("change", { before: timer.now })
}

function draw(seconds) {
  if (!face) return
  const { state, phase } = timer.now
  face.dataset.phase = phase
  const [, words] = offers(timer.now).primary
  say(part(face, "phase"), state === "overtime" ? `${phaseOf(timer.now)} is over` : state === "paused" ? "Paused" : phaseOf(timer.now))
  say(part(face, "clock"), `${state === "overtime" ? "+" : ""}${written(seconds)}`)
  say(part(face, "press"), timer.mine === "ask" ? asked(words) : words)
  part(face, "press").hidden = timer.mine !== "directly" && timer.mine !== "ask"
}
