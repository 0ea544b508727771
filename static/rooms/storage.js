// What this browser keeps for this person in this room, or as "my/…" in every room; where it may keep nothing, for as long as
// the page lives.
import { page } from "./room.js"

const memory = new Map()
const full = (name) => `syncroom/${page.me}/${name.startsWith("my/") ? name : `${page.code}/${name}`}`

export function recall(name) {
  try {
    return localStorage.getItem(full(name)) ?? memory.get(name) ?? null
  } catch {
    return memory.get(name) ?? null
  }
}

export function keep(name, text) {
  try {
    localStorage.setItem(full(name), text)
  } catch {
    memory.set(name, text)
  }
}

export function forget(name) {
  memory.delete(name)
  try {
    localStorage.removeItem(full(name))
  } catch {
    // then nothing was kept
  }
}

// Names that begin so, whichever tab kept them.
export function names(start) {
  const found = [...memory.keys()].filter((name) => name.startsWith(start))
  try {
    const prefix = full(start)
    found.push(...Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => start + key.slice(prefix.length)))
  } catch {
    // then only memory has any
  }
  return found
}

// Another tab of the same person kept or forgot something whose name begins so.
export function onOthers(start, act) {
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(full(start))) && act())
}
