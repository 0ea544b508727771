// Rings once when a timer of mine ends, in one tab of this browser; not for one that ended while nobody was here.
import { part, say } from "../../rooms/markup.js"
import { serverNow } from "../../rooms/servertime.js"
import { forget, keep, recall } from "../../rooms/storage.js"
import { chime } from "../chime.js"
import { at } from "../timer/words.js"
import { ended, pocket } from "./state.js"

const LATE = 5_000
const spoken = part(document.getElementById("alarms-panel"), "pocket-spoken")
const told = new Map() // id → the end that this page knows of

const note = (id) => `my/pocket/rung/${id}`

pocket.on("change", look)
look()

function look() {
  for (const id of told.keys()) if (!pocket.get(id)) forget(note(id)) ?? told.delete(id)
  for (const timer of pocket.all) if (ended(timer) && told.get(timer.id) !== timer.ends_at) end(timer)
}

function end({ id, label, ends_at }) {
  told.set(id, ends_at)
  if (serverNow() - Date.parse(ends_at) > LATE) return
  say(spoken, `${label || "Timer"} ended at ${at(ends_at)}.`)
  once(note(id), ends_at, () => chime("pocket"))
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
