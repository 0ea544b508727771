// A mix leaves as a code or a link, comes in as either, or is given to the room.
import { part, say } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { rights } from "../tasks/rights.js"
import { use } from "./blend.js"
import { found } from "./panel/code.js"
import { sound, taste } from "./panel/state.js"

const SAID = 2_000 // ms
const sheet = document.getElementById("sound-sheet")
const trouble = ({ message }) => say(part(sheet, "trouble"), message)

async function copy(button, text) {
  const label = button.querySelector("span")
  button.usual ??= label.textContent
  try {
    await navigator.clipboard.writeText(text)
    say(label, "Copied")
  } catch {
    trouble({ message: `It could not be copied. Here it is: ${text}` })
  }
  clearTimeout(button.timer)
  button.timer = setTimeout(() => say(label, button.usual), SAID)
}

function draw() {
  for (const name of ["copy", "link"]) part(sheet, name).disabled = !sound.code
  part(sheet, "save").querySelector("button").disabled = !sound.code
  part(sheet, "give").hidden = Boolean(rights.why("room")) || !sound.code || sound.code === sound.room.code
}

part(sheet, "copy").addEventListener("click", ({ currentTarget }) => copy(currentTarget, sound.code))
part(sheet, "link").addEventListener("click", ({ currentTarget }) => copy(currentTarget, `${page.address}#sound=${sound.code}`))
part(sheet, "give").addEventListener("click", () => {
  room.ask("sound.set", { code: sound.code }).then(() => taste.change({ source: "room" })).catch(trouble)
})
part(sheet, "paste").addEventListener("submit", (event) => {
  event.preventDefault()
  const field = event.target.elements.code
  const code = found(field.value)
  say(part(sheet, "trouble"), code ? "" : "This is no mix, or not all of it was copied.")
  if (!code) return
  field.value = ""
  use(code)
})
sound.on("change", draw)
rights.on("change", draw)
draw()
