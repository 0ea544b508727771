// Boxes for the words of a task, which say what is too long while it is typed; and the line at the end of the list that becomes one.
import { part, say } from "../../rooms/markup.js"
import { desk } from "./desk.js"

const NEAR = 50 // characters before the limit at which they are counted
export const most = Number(document.querySelector("tasks-panel").dataset.limit)

export const tidy = (text) => text.replaceAll("\0", "").split(/\s+/).filter(Boolean).join(" ")
export const tooMany = (text) => [...tidy(text)].length - most

// `enter(words)` is called with what fits and is not empty.
export function listen(box, hint, { enter, escape }) {
  box.addEventListener("input", () => count(box, hint))
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Escape") escape(event)
    if (event.key !== "Enter") return
    event.preventDefault()
    if (count(box, hint) && tidy(box.value)) enter(tidy(box.value))
  })
}

function count(box, hint) {
  const over = tooMany(box.value)
  const words = over > 0 ? `${over.toLocaleString()} too many: at most ${most.toLocaleString()} characters fit.` : `${-over} characters left`
  say(hint, over > -NEAR ? words : "")
  box.ariaInvalid = String(over > 0)
  return over <= 0
}

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
