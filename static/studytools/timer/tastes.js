// The dialog of what I like to hear and see; every change holds at once.
import { part } from "../../rooms/markup.js"
import { ring } from "./ring.js"
import { taste } from "./taste.js"

const dialog = document.getElementById("timer-tastes")
const form = part(dialog, "form")

export function show() {
  for (const [name, value] of Object.entries(taste.now)) {
    const field = form.elements[name]
    if (field.type === "checkbox") field.checked = value
    else field.value = value
  }
  part(dialog, "awake").hidden = !("wakeLock" in navigator)
}

form.addEventListener("input", ({ target: { name, type, checked, value } }) => {
  taste.change({ [name]: type === "checkbox" ? checked : type === "range" ? Number(value) : value })
})
form.addEventListener("change", ({ target: { name } }) => ["focus", "break", "volume"].includes(name) && ring(name === "volume" ? "focus" : name))
form.addEventListener("click", ({ target }) => target.closest("[data-ring]") && ring(target.closest("[data-ring]").dataset.ring))
