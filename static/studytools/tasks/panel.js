// The two lists on the page: rows are kept and moved, never drawn anew as a whole.
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { openSheet } from "../../rooms/sheets.js"
import { desk } from "./desk.js"
import { queue } from "./queue.js"
import { draw, stale } from "./row.js"
import { store } from "./store.js"

const EMPTY = {
  mine: "Nothing on your list. It goes with you into every room, and only you see it.",
  room: "Nothing to do together yet. Everyone in the room sees what stands here, and can change it.",
}

class TasksPanel extends HTMLElement {
  #rows = new Map() // key → element

  connectedCallback() {
    this.list = part(this, "list")
    this.fold = part(this, "fold")
    desk.on("change", () => this.#show())
    desk.on("said", (words) => say(part(this, "said"), words))
    room.on("room.member", () => this.#anew())
    document.addEventListener("visibilitychange", () => document.hidden || this.#anew()) // it may be another day
    this.fold.addEventListener("toggle", () => desk.change())
    this.addEventListener("change", ({ target }) => target.dataset.part === "tick" && desk.done(keyOf(target), target.checked))
    this.addEventListener("click", (event) => this.#click(event))
    this.#show()
  }

  #click({ target }) {
    const list = target.closest("[data-list]")?.dataset.list
    if (list) desk.choose(list)
    const act = target.closest("[data-act]")?.dataset.act
    if (act) answer(keyOf(target), act)
    if (target.closest("[data-part=more]")) openSheet("task-details", keyOf(target))
  }

  #show() {
    const view = desk.view
    this.toggleAttribute("data-reading", Boolean(desk.reading))
    say(part(this, "reading"), desk.reading)
    const open = view.rows(false, desk.fresh)
    const done = view.rows(true, desk.fresh)
    for (const button of this.querySelectorAll("[data-list]")) button.ariaPressed = String(button.dataset.list === desk.list)
    for (const [key, element] of this.#rows) if (!view.get(key)) this.#drop(key, element)
    this.#arrange(this.list, open)
    this.#arrange(part(this, "done"), this.fold.open ? done : [])
    const finished = done.filter(({ depth }) => !depth).length
    this.fold.hidden = !finished
    say(part(this, "count"), `${finished} done`)
    part(this, "empty").hidden = open.length > 0
    say(part(this, "empty"), !desk.started ? "Fetching the tasks…" : finished ? "Everything here is done." : EMPTY[desk.list])
  }

  #drop(key, element) {
    element.remove()
    this.#rows.delete(key)
  }

  // The fewest moves; whoever types in a row goes on typing.
  #arrange(list, rows) {
    const wanted = new Set(rows.map(({ key }) => key))
    for (const element of [...list.children]) if (!wanted.has(element.dataset.key)) element.remove()
    let next = list.firstElementChild
    for (const row of rows) {
      const element = draw(row, this.#rows.get(row.key))
      this.#rows.set(row.key, element)
      if (element === next) next = next.nextElementSibling
      else move(list, element, next)
    }
  }

  #anew() {
    for (const element of this.#rows.values()) stale(element)
    desk.change()
  }
}

const keyOf = (element) => element.closest(".task").dataset.key

// Without losing the focus, where a browser can; where it cannot, it is given back.
function move(list, element, next) {
  const active = document.activeElement
  const held = element.contains(active)
  element.moving = true
  if (list.moveBefore && element.isConnected) list.moveBefore(element, next)
  else list.insertBefore(element, next)
  element.moving = false
  if (held && document.activeElement !== active) active.focus({ preventScroll: true })
}

// "Use mine", "keep theirs", "try again", "leave it".
export function answer(key, act) {
  const failure = queue.failed(key)
  if (!failure) return
  if (act === "drop") queue.drop(failure)
  else queue.retry(failure, failure.type === "edit" ? store.keyed(key)?.number : undefined)
}

customElements.define("tasks-panel", TasksPanel)
