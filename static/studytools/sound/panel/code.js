// The sounds and presets there are, as the server lists them, and a mix as a short code, the same as studytools/sound/codes.py reads and writes.
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

const VERSION = "1"
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const PRIME = 4093

function check(text) {
  let total = 0
  for (const sign of text) total = (total * 67 + sign.codePointAt()) % PRIME
  return SIGNS[Math.floor(total / 64)] + SIGNS[total % 64]
}

export function encode(layers) {
  const body = VERSION + layers.map(({ kind, volume, first, second }) => byKind.get(kind).letter + SIGNS[volume] + SIGNS[first] + SIGNS[second]).join("")
  return layers.length ? body + check(body) : ""
}

// [{kind, volume, first, second}], or null for what is no mix, or not all of one.
export function decode(code) {
  const body = code.slice(0, -2)
  const layers = (body.slice(1).match(/.{1,4}/gsu) ?? []).map(layer)
  const whole = body[0] === VERSION && code.slice(-2) === check(body) && layers.length && layers.length <= MOST
  const distinct = new Set(layers.map((one) => one?.kind)).size === layers.length
  return whole && distinct && layers.every(Boolean) ? layers : null
}

function layer(part) {
  const kind = byLetter.get(part[0])?.kind
  const [volume, first, second] = [...part.slice(1)].map((sign) => SIGNS.indexOf(sign))
  const fits = (number) => number >= 0 && number <= STEPS
  return kind && part.length === 4 && [volume, first, second].every(fits) ? { kind, volume, first, second } : null
}

// The code in what somebody pasted: a code, or a link that carries one.
export function found(text) {
  const code = text.trim().match(/(?:^|[#?&]sound=)([\w-]+)$/)?.[1]
  return code && decode(code) ? code : null
}

export const describe = (code) => presets.get(code) ?? inWords(decode(code) ?? [])
