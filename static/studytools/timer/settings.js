// The settings of the room's timer: what is changed is sent, the rest is left as it is.
import { part, say } from "../../rooms/markup.js"
import { page } from "../../rooms/room.js"
import { timer } from "./state.js"

const dialog = document.getElementById("timer-settings")
const form = part(dialog, "form")
const DAY = 24 * 60 // min
const UNFIT = "By the clock, focus and break together must divide a day, as 25 + 5 and 50 + 10 do."
const FIELDS = ["focus", "short", "long", "every", "auto_break", "auto_focus", "ready_check", "aligned", "quiet", "control"]

export function show() {
  for (const name of FIELDS) put(form.elements[name], timer.now[name])
  form.elements.when.value = "next"
  say(part(dialog, "trouble"), "")
  part(dialog, "managed").hidden = part(dialog, "managed").disabled = !page.may.moderate
  hint()
}

function put(field, value) {
  if (field.type === "checkbox") field.checked = Boolean(value)
  else field.value = value
}

const read = (field) => (field.type === "checkbox" ? field.checked : field.type === "number" ? Number(field.value) : field.value)

function changes() {
  const found = FIELDS.map((name) => [name, read(form.elements[name])]).filter(([name, value]) => value !== (timer.now[name] ?? false))
  return Object.fromEntries(page.may.moderate ? found : found.filter(([name]) => !part(dialog, "managed").contains(form.elements[name])))
}

// "Now" makes sense only where something runs.
function hint() {
  part(dialog, "when").hidden = !["running", "paused"].includes(timer.now.state) || timer.now.mode !== "pomodoro"
  const { focus, short, long, aligned } = form.elements
  long.disabled = aligned.checked // by the clock every break is a short one
  focus.setCustomValidity(aligned.checked && DAY % (Number(focus.value) + Number(short.value)) ? UNFIT : "")
}

form.addEventListener("input", hint)
form.addEventListener("submit", async (event) => {
  if (event.submitter?.value === "cancel") return
  event.preventDefault()
  const changed = changes()
  try {
    if (Object.keys(changed).length) await timer.ask("edit", { ...changed, now: form.elements.when.value === "now" })
    dialog.close()
  } catch (refusal) {
    say(part(dialog, "trouble"), refusal.message)
  }
})
