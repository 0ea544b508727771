// The sounds and presets there are, as the server lists them.
import { list } from "../../../rooms/markup.js"

const known = JSON.parse(document.getElementById("sounds").textContent)

export const STEPS = known.steps
export const MOST = known.most
export const kinds = known.kinds.map(([kind, letter, label]) => ({ kind, letter, label }))
export const byKind = new Map(kinds.map((one) => [one.kind, one]))
export const byLetter = new Map(kinds.map((one) => [one.letter, one]))
export const presets = new Map(Object.entries(known.presets).map(([name, code]) => [code, name]))

const uncapital = (words) => words[0].toLowerCase() + words.slice(1)

// [{kind, volume, first, second}] in words: "Rain on a roof and brown noise", the loudest first.
export function inWords(layers) {
  const heard = layers.filter(({ volume }) => volume).sort((a, b) => b.volume - a.volume)
  const words = list(heard.map(({ kind }) => uncapital(byKind.get(kind).label)))
  return words ? words[0].toUpperCase() + words.slice(1) : "Silence"
}
