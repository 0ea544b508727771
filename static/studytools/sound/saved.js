// My saved mixes: play, save, rename, remove, and take back what was removed.
import { copy, part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { newId } from "../../rooms/ids.js"
import { use } from "./blend.js"
import { sound } from "./panel/state.js"

const sheet = document.getElementById("sound-sheet")
const list = part(sheet, "saved")
let removed = null
const trouble = ({ message }) => say(part(sheet, "trouble"), message)
const ask = (type, fields) => room.ask(type, fields).then(() => say(part(sheet, "trouble"), ""))

const save = (name, code) => ask("sound.save", { client_id: newId(), name, code })

function draw() {
  if (list.contains(document.activeElement) && list.querySelector("form:not([hidden])")) return // somebody is typing there
  const mixes = [...sound.mixes.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id)
  const focused = document.activeElement?.closest?.("[data-mix]")?.dataset.mix
  list.replaceChildren(...mixes.map(row))
  list.querySelector(`[data-mix="${focused}"] [data-part=use]`)?.focus()
}

function row({ id, name, code }) {
  const item = copy("saved-mix")
  item.dataset.mix = id
  say(part(item, "use"), name)
  part(item, "use").setAttribute("aria-pressed", code === sound.code)
  part(item, "rename").setAttribute("aria-label", `Rename ${name}`)
  part(item, "remove").setAttribute("aria-label", `Remove ${name}`)
  return item
}

list.addEventListener("click", ({ target }) => {
  const deed = target.closest("button[data-part]")?.dataset.part
  const mix = sound.mixes.get(Number(target.closest("[data-mix]")?.dataset.mix))
  if (mix && deed) DEEDS[deed](mix, target.closest("[data-mix]"))
})

const DEEDS = {
  use: ({ code }) => use(code),
  rename: ({ name }, item) => {
    const form = part(item, "naming")
    form.hidden = !form.hidden
    form.elements.name.value = name
    if (!form.hidden) form.elements.name.select()
  },
  remove: (mix) => ask("sound.remove", { id: mix.id }).then(() => tell(mix)).catch(trouble),
}

list.addEventListener("submit", (event) => {
  event.preventDefault()
  const mix = sound.mixes.get(Number(event.target.closest("[data-mix]").dataset.mix))
  const name = event.target.elements.name.value
  event.target.hidden = true
  ask("sound.change", { id: mix.id, name, code: mix.code }).catch(trouble).finally(draw)
})

function tell(mix) {
  removed = mix
  say(part(sheet, "removed"), mix ? `Removed “${mix.name}”.` : "")
  part(sheet, "undo").hidden = !mix
  if (mix) part(sheet, "undo").focus()
}

part(sheet, "undo").addEventListener("click", () => save(removed.name, removed.code).then(() => tell(null)).catch(trouble))
part(sheet, "save").addEventListener("submit", (event) => {
  event.preventDefault()
  const { name } = event.target.elements
  save(name.value, sound.code).then(() => (name.value = "")).catch(trouble)
})
sound.on("change", draw)
draw()
