// What happens in the call, in words: who comes and goes, raises a hand, or was muted by whom.
import { part, say } from "../../../rooms/markup.js"
import { called, isMe } from "../../../rooms/members.js"
import { call } from "../call.js"
import { ice } from "../ice.js"
import { LOST } from "../words.js"
import { tracks } from "./tracks.js"

const SHOWN = 6_000

let stage = null
let before = null
let timer = 0

export function news(shown) {
  stage = shown
  before = null
}

function tell(words) {
  if (!stage?.isConnected) return
  clearTimeout(timer)
  say(part(stage, "words"), words)
  timer = setTimeout(() => say(part(stage, "words"), ""), SHOWN)
}

function look() {
  const now = new Map(call.people.filter(({ user }) => !isMe(user)).map((one) => [one.id, one]))
  const name = ({ user, name }) => called(user, name)
  if (before) {
    for (const [id, one] of now) {
      if (!before.has(id)) tell(`${name(one)} joined.`)
      else if (one.hand && !before.get(id).hand) tell(`${name(one)} raised a hand.`)
      else if (one.sharing && !before.get(id).sharing) tell(`${name(one)} shares their screen.`)
    }
    for (const [id, one] of before) if (!now.has(id)) tell(`${name(one)} left.`)
  }
  before = now
}

call.on("change", () => stage?.isConnected && look())
call.on("lost", (kind) => LOST[kind] && tell(LOST[kind]))
call.on("stopped", ({ what, by }) => {
  if (what === "share") tell(`${by} stopped what you shared.`)
  else tell(by ? `${by} turned your microphone off.` : "The room focuses: microphones are off.")
})
tracks.on("change", () => {
  const lost = call.people.find(({ id }) => tracks.links.get(id) === "failed")
  if (lost) tell(`${called(lost.user, lost.name)} cannot be reached: a network in between forbids it${ice.relay ? "" : ", and this site has no relay that could help"}.`)
})
