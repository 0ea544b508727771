// To stay in focus while the room breaks: from the line when a break begins, from the menu at any time.
import { copy, part, say } from "../../rooms/markup.js"
import { serverNow } from "../../rooms/servertime.js"
import { asking, earn, earning } from "./stage.js"
import { focus } from "./state.js"
import { age, spent } from "./words.js"

const OFTEN = 10_000
const line = document.querySelector("focus-stage")
const item = copy("focus-flow")

document.querySelector("[data-away]").before(item)
document.addEventListener("click", ({ target }) => target.closest("[data-flow]") && turn(!focus.mine.flow_since))
focus.on("change", show)
setInterval(show, OFTEN)
show()

async function turn(on) {
  const reply = await asking(line, "focus.flow", { on }, { flow_since: on ? new Date(serverNow()).toISOString() : null })
  if (reply) earn(on ? null : reply)
}

function show() {
  const { flow_since, doing } = focus.mine
  say(part(item, "label"), flow_since ? "End flow" : "Stay in flow")
  if (flow_since) say(part(line, "flow"), `In flow${lasting(age(flow_since) / 1000)}`)
  say(part(line, "flowing"), flow_since ? doing : "")
  if (earning()) say(part(line, "earned"), words(earning()))
}

function words({ flow, earned }) {
  const minutes = Math.round(earned / 60)
  const so = minutes ? ` That earns a break of ${minutes}.` : ""
  return `You were in flow${lasting(flow) || " for a moment"}.${so}`
}

const lasting = (seconds) => (seconds < 60 ? "" : ` for ${spent(seconds, "min")}`)
