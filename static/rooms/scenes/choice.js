// The choice of scenes: mine is a preference, the room's is asked for.
import { part, say } from "../markup.js"
import { room } from "../room.js"

const dialog = document.getElementById("scenes")
const all = part(dialog, "room") // only for who may run the tools

const choose = (scene) => {
  for (const radio of all?.querySelectorAll("input") ?? []) radio.checked = radio.value === scene
}

room.on("room.changed", ({ scene }) => choose(scene))

export const show = () => say(part(dialog, "trouble"), "")

all?.addEventListener("change", async ({ target }) => {
  try {
    await room.ask("room.scene", { scene: target.value })
    say(part(dialog, "trouble"), "")
  } catch (refusal) {
    choose(document.body.dataset.scene)
    say(part(dialog, "trouble"), refusal.message)
  }
})
