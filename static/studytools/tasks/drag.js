// Moving tasks by their handle, with a mouse, a pen or a finger: up and down for the place, sideways for what it is part of.
import { part } from "../../rooms/markup.js"
import { LEVELS } from "./board.js"
import { desk } from "./desk.js"
import { place } from "./keyboard.js"

const INDENT = 22 // px, as in tasks.css
const BEGINS = 4 // px from where it was taken
const EDGE = 48 // px from the end of what scrolls, within which it scrolls
const panel = document.querySelector("tasks-panel")
const list = part(panel, "list")
const line = part(panel, "line")

export class Drag {
  #to = null // {parent, after}
  #ended = new AbortController()

  constructor(grip, { clientX, clientY }) {
    Object.assign(this, { row: grip.closest(".task"), x: clientX, y: clientY })
    const { signal } = this.#ended
    grip.addEventListener("pointermove", (event) => this.#move(event), { signal })
    grip.addEventListener("pointerup", () => this.#end(true), { signal })
    grip.addEventListener("pointercancel", () => this.#end(false), { signal })
    addEventListener("keydown", (event) => event.key === "Escape" && this.#end(false), { signal })
  }

  #move({ clientX, clientY }) {
    if (!this.#to && Math.hypot(clientX - this.x, clientY - this.y) < BEGINS) return
    this.row.dataset.dragging = ""
    this.#scroll(clientY)
    const { key } = this.row.dataset
    const own = new Set(this.#family(key))
    const rows = desk.view.rows(false, desk.fresh).filter((one) => !own.has(one.key))
    const elements = new Map([...list.children].map((element) => [element.dataset.key, element]))
    const boxes = rows.map((one) => elements.get(one.key)?.getBoundingClientRect())
    const found = boxes.findIndex((box) => box && clientY < box.top + box.height / 2)
    const at = found < 0 ? rows.length : found
    const sideways = (clientX - this.x) * (getComputedStyle(panel).direction === "rtl" ? -1 : 1)
    const depth = this.#depth(rows, at, desk.view.depth(key) + Math.round(sideways / INDENT), desk.view.height(key))
    this.#to = destination(rows, at, depth)
    this.#draw(boxes[at - 1]?.bottom ?? boxes[at]?.top ?? clientY, depth)
  }

  #family(key) {
    return [key, ...desk.view.parts(key).flatMap((part) => this.#family(part))]
  }

  // Below the one before it at most, and not so far out that the one after it would lose its parent.
  #depth(rows, at, wished, height) {
    const most = Math.min(at ? rows[at - 1].depth + 1 : 0, LEVELS - height)
    return Math.max(Math.min(wished, most), rows[at]?.depth ?? 0)
  }

  #draw(y, depth) {
    line.hidden = false
    line.style.insetBlockStart = `${y - panel.getBoundingClientRect().top}px`
    line.style.insetInlineStart = `${depth * INDENT}px`
  }

  #scroll(y) {
    for (let box = panel.parentElement; box; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight) continue
      const { top, bottom } = box.getBoundingClientRect()
      box.scrollTop += Math.max(0, y - bottom + EDGE) / 4 - Math.max(0, top + EDGE - y) / 4
    }
  }

  #end(done) {
    this.#ended.abort()
    line.hidden = true
    delete this.row.dataset.dragging
    const { key } = this.row.dataset
    if (!done || !this.#to || !desk.view.get(key)) return
    desk.act("move", key, this.#to)
    desk.say(place(desk.view, key))
  }
}

// At this depth before the row `at`: part of the nearest above that is less deep, after the nearest that is as deep.
function destination(rows, at, depth) {
  const above = rows.slice(0, at).reverse()
  const before = above.find((row) => row.depth <= depth)
  return { parent: above.find((row) => row.depth < depth)?.key ?? null, after: before?.depth === depth ? before.key : null }
}
