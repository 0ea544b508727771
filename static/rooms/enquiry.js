// A question with choices, in the page's own dialog: resolves to {choice, why}, or null if it was put away.
// `choices`: {value: words}, the first of them chosen; `why`: what the box for a reason is called.
import { part, say } from "./markup.js"

const dialog = document.getElementById("enquiry")

export function enquire({ title, words, act, choices, chosen, label = "For how long", why = "Reason" }) {
  for (const [name, text] of Object.entries({ title, words, act, label, "why-label": why })) say(part(dialog, name), text)
  part(dialog, "choices").hidden = !choices
  part(dialog, "choice").replaceChildren(...Object.entries(choices ?? {}).map(([value, text]) => new Option(text, value, value === chosen, value === chosen)))
  part(dialog, "why").value = ""
  dialog.returnValue = ""
  dialog.showModal()
  part(dialog, choices ? "choice" : "why").focus()
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(answer()), { once: true }))
}

function answer() {
  return dialog.returnValue === "yes" ? { choice: part(dialog, "choice").value, why: part(dialog, "why").value.trim() } : null
}
