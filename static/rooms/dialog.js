// Questions in the page's own dialogs: `if (await confirm({title, words, act})) …`, and `await enquire({…})` where there are choices.
import { part, say } from "./markup.js"
import { openSheet } from "./sheets.js"

const sure = document.getElementById("confirm")
const enquiry = document.getElementById("enquiry")
const closed = (dialog) => new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }))

export function confirm({ title, words, act }) {
  say(part(sure, "title"), title)
  say(part(sure, "words"), words)
  say(part(sure, "act"), act)
  sure.returnValue = ""
  sure.showModal()
  return closed(sure)
}

// Resolves to {choice, why}, or null if it was put away. `choices`: {value: words}, of which `chosen` or the first is; `label`, what they are
// called; `why`, what the box for a reason is called.
export async function enquire(question) {
  enquiry.returnValue = ""
  openSheet("enquiry", question)
  if (!(await closed(enquiry))) return null
  const { choice, why } = enquiry.querySelector("form").elements
  return { choice: choice.value, why: why.value.trim() }
}
