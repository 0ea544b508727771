// The sounds and presets there are, as the sheet's markup lists them.
import { list } from "../../../rooms/markup.js"

const sheet = document.getElementById("sound-sheet")

export const STEPS = Number(sheet.dataset.steps)
export const MOST = Number(sheet.dataset.most)
export const kinds = [...sheet.querySelectorAll("[data-kind]")].map(({ dataset: { kind, letter, label, first, second } }) => ({ kind, letter, label, first: Number(first), second: Number(second) }))
export const byKind = new Map(kinds.map((one) => [one.kind, one]))
export const byLetter = new Map(kinds.map((one) => [one.letter, one]))
export const presets = new Map([...sheet.querySelectorAll("[data-preset]")].map(({ dataset, textContent }) => [dataset.preset, textContent.trim()]))

const uncapital = (words) => words[0].toLowerCase() + words.slice(1)

// [{kind, volume, first, second}] in words: "Rain on a roof and brown noise", the loudest first.
export function inWords(layers) {
  const heard = layers.filter(({ volume }) => volume).sort((a, b) => b.volume - a.volume)
  const words = list(heard.map(({ kind }) => uncapital(byKind.get(kind).label)))
  return words ? words[0].toUpperCase() + words.slice(1) : "Silence"
}
