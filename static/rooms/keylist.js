// The list of keys, and the switch for those that act at once.
import { single } from "./keys.js"
import { copy, part, say } from "./markup.js"

const dialog = document.getElementById("keys")
const usual = [...part(dialog, "list").children]

function row([letter, { words }]) {
  const row = copy("key")
  say(part(row, "key"), letter)
  say(part(row, "words"), words)
  return row
}

export function show() {
  part(dialog, "list").replaceChildren(...usual, ...[...single.keys].map(row))
  part(dialog, "single").checked = single.on
}

part(dialog, "single").addEventListener("change", ({ target }) => (single.on = target.checked))
