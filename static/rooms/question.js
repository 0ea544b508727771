// The sheet in which dialog.js enquires, filled in.
import { part, say } from "./markup.js"

const dialog = document.getElementById("enquiry")

export function show({ title, words, act, choices, chosen, label = "For how long", why = "Reason" }) {
  for (const [name, text] of Object.entries({ title, words, act, label, "why-label": why })) say(part(dialog, name), text)
  part(dialog, "choices").hidden = !choices
  part(dialog, "choice").replaceChildren(...Object.entries(choices ?? {}).map(([value, text]) => new Option(text, value, value === chosen, value === chosen)))
  part(dialog, "why").value = ""
  part(dialog, choices ? "choice" : "why").focus()
}
