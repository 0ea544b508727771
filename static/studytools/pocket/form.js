// A new timer, or a stopwatch that starts at once.
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { newId } from "../../rooms/ids.js"

const panel = document.getElementById("alarms-panel")
const form = part(panel, "pocket-form")
const trouble = part(panel, "pocket-trouble")
let id = newId()

// Asked again after a lost connection it is still the same one.
async function add(fields) {
  say(trouble, "")
  try {
    await room.ask("pocket.set", { client_id: id, ...fields })
    id = newId()
    return true
  } catch (refusal) {
    if (refusal.code !== "lost") id = newId()
    say(trouble, refusal.message)
    return false
  }
}

function open(shown) {
  form.hidden = !shown
  if (shown) form.elements.minutes.focus()
  say(trouble, "")
}

// `kind`: "timer", which is asked for, or "stopwatch".
export function begin(kind) {
  if (kind === "timer") open(form.hidden)
  else add({ kind })
}

part(panel, "pocket-cancel").addEventListener("click", () => open(false))
form.addEventListener("keydown", ({ key }) => key === "Escape" && open(false))
form.addEventListener("submit", async (event) => {
  event.preventDefault()
  const { minutes, label } = form.elements
  const fields = { kind: "countdown", seconds: Math.round(Number(minutes.value) * 60), label: label.value.trim() }
  if (!(await add(fields))) return
  label.value = ""
  open(false)
})
