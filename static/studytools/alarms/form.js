// The dialog in which an alarm is set, changed or removed.
import { confirm } from "../../rooms/dialog.js"
import { part, say } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { newId } from "../../rooms/ids.js"
import { city, clock, clockIn, here } from "./words.js"

const dialog = document.getElementById("alarm-form")
const form = part(dialog, "form")
let known = null // the alarm being changed
let id = "" // of the one being set

// `alarm`: the one to change; without, another is set.
export function show(alarm = null) {
  known = alarm
  id = newId()
  fill(alarm ?? { time: `${nextHour()}:00`, label: "", weekdays: [], list: "mine", zone: here })
}

const nextHour = () => String((new Date(serverNow()).getHours() + 1) % 24).padStart(2, "0")

function fill({ time, label, weekdays, list, zone }) {
  const { elements } = form
  say(part(dialog, "title"), known ? "Change the alarm" : "New alarm")
  say(part(dialog, "save"), known ? "Save" : "Set alarm")
  say(part(dialog, "trouble"), "")
  part(dialog, "remove").hidden = !known
  part(dialog, "whose").hidden = Boolean(known)
  elements.time.value = time
  elements.label.value = label
  elements.list.value = list
  for (const box of elements.day) box.checked = weekdays.includes(Number(box.value))
  offer(zone)
}

// Usually there is one zone to think of, this browser's; the account's and the alarm's are offered where their clocks differ from it.
function offer(zone) {
  const now = serverNow()
  const zones = [...new Set([zone, here, page.zone].filter(Boolean))]
  const choices = zones.filter((one, n) => n === 0 || clockIn(one, now) !== clockIn(zones[0], now) || one === here)
  const field = form.elements.zone
  field.replaceChildren(...choices.map((one) => new Option(`${city(one)}, ${clockIn(one, now)} now${one === here ? ", as here" : ""}`, one)))
  field.value = zone
  part(dialog, "where").hidden = choices.every((one) => clockIn(one, now) === clock(now))
}

async function send(fields) {
  if (known) return room.ask("alarms.edit", { id: known.id, ...fields })
  return room.ask("alarms.add", { client_id: id, list: form.elements.list.value, ...fields })
}

form.addEventListener("submit", async (event) => {
  if (event.submitter?.value === "cancel") return
  event.preventDefault()
  const { time, label, zone, day } = form.elements
  const weekdays = [...day].filter(({ checked }) => checked).map(({ value }) => Number(value))
  try {
    await send({ time: time.value.slice(0, 5), label: label.value.trim(), weekdays, zone: zone.value })
    dialog.close()
  } catch (refusal) {
    say(part(dialog, "trouble"), refusal.message)
  }
})

part(dialog, "remove").addEventListener("click", async () => {
  const { id, time, label, list } = known
  const words = list === "room" ? "It rings for nobody any more." : "It does not ring any more."
  if (!(await confirm({ title: `Remove ${[time, label].filter(Boolean).join(" ")}?`, words, act: "Remove" }))) return
  try {
    await room.ask("alarms.remove", { id })
    dialog.close()
  } catch (refusal) {
    say(part(dialog, "trouble"), refusal.message)
  }
})
