// The line at the end of the list that becomes a box: Enter adds and it stays open, for the next one.
import { part, say } from "../../rooms/markup.js"
import { listen, tidy } from "./box.js"
import { desk } from "./desk.js"

const panel = document.querySelector("tasks-panel")
const form = part(panel, "adding")
const box = part(form, "box")
const button = part(form, "open")
let parent = null

listen(box, part(form, "hint"), { enter: add, escape: close })
form.addEventListener("submit", (event) => event.preventDefault())
button.addEventListener("click", () => open())
box.addEventListener("blur", () => tidy(box.value) || document.activeElement === part(form, "top") || close())
part(form, "top").addEventListener("click", () => open())
panel.addEventListener("tasks:add", () => open())
desk.on("change", () => parent && !desk.view.get(parent) && below(null))

// `key`: of the task that the new ones are part of.
export function open(key = null) {
  below(key)
  button.hidden = true
  box.hidden = false
  box.focus()
}

function add(title) {
  desk.act("add", null, { title, ...(parent && { parent }) })
  box.value = ""
  desk.say("Added.")
  box.scrollIntoView({ block: "nearest" })
}

function close() {
  const inside = document.activeElement === box
  box.value = ""
  below(null)
  box.hidden = true
  button.hidden = false
  if (inside) button.focus()
}

function below(key) {
  parent = key
  part(form, "below").hidden = !key
  if (key) say(part(form, "parent"), `Part of “${desk.view.get(key).title}”`)
}
