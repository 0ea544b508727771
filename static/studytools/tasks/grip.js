// Where a drag begins; the rest of it comes when a pointer first comes near.
import { part } from "../../rooms/markup.js"

const list = part(document.querySelector("tasks-panel"), "list")
const rest = () => import("./drag.js")

list.addEventListener("pointerenter", () => rest().catch(() => {}))
list.addEventListener("pointerdown", async (event) => {
  const grip = event.button === 0 && event.target.closest("[data-part=grip]")
  if (!grip) return
  event.preventDefault()
  grip.setPointerCapture(event.pointerId)
  const { Drag } = await rest()
  if (grip.hasPointerCapture(event.pointerId)) new Drag(grip, event)
})
