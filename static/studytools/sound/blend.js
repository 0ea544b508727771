// The mix itself: a volume for each sound, controls for those that are heard, and presets. Whatever is moved becomes my own mix.
import { part, say } from "../../rooms/markup.js"
import { decode, encode, MOST } from "./panel/code.js"
import { look } from "./panel/listen.js"
import { sound, taste } from "./panel/state.js"

const sheet = document.getElementById("sound-sheet")
const rows = [...sheet.querySelectorAll("[data-kind]")]
const NAMES = ["volume", "first", "second"]
let drawn = null

const read = (row) => ({ kind: row.dataset.kind, ...Object.fromEntries(NAMES.map((name) => [name, Number(part(row, name).value)])) })
const heard = () => rows.map(read).filter(({ volume }) => volume)

export function use(code) {
  taste.change({ source: "own", code, on: true })
  look(true)
}

function draw() {
  const { code } = sound
  if (code !== drawn) lay(decode(code) ?? [])
  drawn = code
  for (const button of sheet.querySelectorAll("[data-preset]")) button.setAttribute("aria-pressed", button.dataset.preset === code)
}

function lay(layers) {
  for (const row of rows) {
    const layer = layers.find(({ kind }) => kind === row.dataset.kind)
    for (const name of NAMES) part(row, name).value = layer?.[name] ?? (name === "volume" ? 0 : row.dataset[name])
  }
  count()
}

function count() {
  for (const row of rows) part(row, "controls").hidden = part(row, "volume").value === "0"
  say(part(sheet, "count"), `${heard().length} of ${MOST}`)
}

sheet.addEventListener("input", ({ target }) => {
  const row = target.closest("[data-kind]")
  if (!row) return
  const over = heard().length > MOST
  say(part(sheet, "trouble"), over ? `${MOST} sounds are as many as go into one mix. Turn one down first.` : "")
  if (over) target.value = 0
  count()
  drawn = encode(heard())
  if (drawn !== sound.code) taste.change({ source: "own", code: drawn, on: Boolean(drawn) })
})
sheet.addEventListener("change", ({ target }) => target.closest("[data-kind]") && look(true))
sheet.addEventListener("click", ({ target }) => target.closest("[data-preset]") && use(target.closest("[data-preset]").dataset.preset))
sound.on("change", draw)
draw()
