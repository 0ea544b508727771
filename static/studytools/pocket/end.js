// Rings once when a timer of mine ends, in one tab of this browser; not for one that ended while nobody was here.
import { exact } from "../../chat/times.js"
import { part, say } from "../../rooms/markup.js"
import { serverNow } from "../../rooms/servertime.js"
import { chime } from "../../rooms/sound.js"
import { keep, recall } from "../../rooms/storage.js"
import { ended, pocket } from "./state.js"

const LATE = 5_000
const spoken = part(document.getElementById("alarms-panel"), "pocket-spoken")
const told = new Map() // id → the end that this page knows of

pocket.on("change", () => {
  for (const timer of pocket.all) if (ended(timer) && told.get(timer.id) !== timer.ends_at) end(timer)
})

function end({ id, label, ends_at }) {
  told.set(id, ends_at)
  if (serverNow() - Date.parse(ends_at) > LATE) return
  say(spoken, `${label || "Timer"} ended at ${exact(Date.parse(ends_at))}.`)
  once(`my/pocket/rung/${id}`, ends_at, () => chime("timer"))
}

function once(name, value, act) {
  const claim = () => {
    if (recall(name) === value) return
    keep(name, value)
    act()
  }
  if (navigator.locks) navigator.locks.request("syncroom/pocket", claim).catch(() => {})
  else claim()
}
