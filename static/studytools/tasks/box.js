// A box for the words of a task: Enter keeps them, Escape leaves it, and what is too long is said while it is typed.
import { say } from "../../rooms/markup.js"

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
