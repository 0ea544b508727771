// A question with choices, in a sheet: resolves to {choice, why}, or null if it was put away.
// `choices`: {value: words}, the first of them chosen; `why`: what the box for a reason is called.
import { openSheet } from "./sheets.js"

const dialog = document.getElementById("enquiry")

export function enquire(question) {
  dialog.returnValue = ""
  openSheet("enquiry", question)
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(answer()), { once: true }))
}

function answer() {
  if (dialog.returnValue !== "yes") return null
  const { choice, why } = dialog.querySelector("form").elements
  return { choice: choice.value, why: why.value.trim() }
}
