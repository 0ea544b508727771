// One's own timers plug themselves in: what shows them comes with the first of them, and what asks for one with the press.
import { bringWhen, brought, styles } from "../../rooms/sheets.js"
import { part, say } from "../../rooms/markup.js"
import { pocket } from "./state.js"

const panel = document.getElementById("alarms-panel")

bringWhen(pocket, () => pocket.all.length, () => Promise.all([styles("pocket"), import("./list.js"), import("./end.js")]))

panel.addEventListener("click", async ({ target }) => {
  const kind = target.closest("[data-add=timer], [data-add=stopwatch]")?.dataset.add
  if (!kind) return
  try {
    const [{ begin }] = await brought(() => Promise.all([import("./form.js"), styles("pocket")]))
    begin(kind)
  } catch ({ message }) {
    say(part(panel, "pocket-trouble"), message)
  }
})
