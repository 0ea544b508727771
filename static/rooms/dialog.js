// A question in the page's own dialog: `if (await confirm({title, words, act})) …`
import { part, say } from "./markup.js"

const dialog = document.getElementById("confirm")

export function confirm({ title, words, act }) {
  say(part(dialog, "title"), title)
  say(part(dialog, "words"), words)
  say(part(dialog, "act"), act)
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }))
}
