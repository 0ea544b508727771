// Changing the words of a task where they stand: Enter keeps them, Escape leaves them as they were.
import { copy, part, say } from "../../rooms/markup.js"
import { listen, tidy, tooMany } from "./adding.js"
import { desk } from "./desk.js"
import { store } from "./store.js"

const panel = document.querySelector("tasks-panel")

panel.addEventListener("click", ({ target }) => {
  const row = target.closest("[data-part=title]") && target.closest(".task")
  if (row && !row.reading) edit(row)
})

function edit(row) {
  const { key, title } = row.task
  const base = store.keyed(key)?.number // what is seen now is what is written over
  const button = part(row, "title")
  const box = copy("task-box")
  const hint = document.createElement("p")
  hint.className = "hint"
  let closed = false
  box.value = title
  button.hidden = true
  button.after(box, hint)
  row.toggleAttribute("data-editing", true)
  listen(box, hint, { enter: () => close(true), escape: () => close(false, true) })
  box.addEventListener("blur", () => row.moving || (tidy(box.value) && tooMany(box.value) > 0) || close(true))
  box.focus()
  box.setSelectionRange(title.length, title.length)

  function close(save, back = save) {
    if (closed) return
    closed = true
    const words = tidy(box.value)
    const inside = document.activeElement === box
    button.hidden = false
    row.toggleAttribute("data-editing", false)
    if (back && inside) button.focus()
    box.remove()
    hint.remove()
    if (save && words && words !== title) desk.act("edit", key, { title: words }, base)
    say(button, row.task.title)
  }
}
