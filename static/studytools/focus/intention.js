// What I set out to do in this phase: asked quietly, said, and changed; typed, or picked from my open tasks.
import { isMe } from "../../rooms/members.js"
import { board } from "../tasks/board.js"
import { store } from "../tasks/store.js"
import { part, say } from "../../rooms/markup.js"
import { asking, dismiss, write } from "./stage.js"
import { focus } from "./state.js"

const open = ({ id, done_at }) => id && !done_at
const forMe = ({ list, assignees }) => list === "mine" || assignees.some(isMe)

export const onPicks = (act) => store.on("change", act)
export const pickOf = (id) => store.get(id)

export function anyPicks() {
  return ["mine", "room"].some((list) => [...store.rows(list).values()].some((task) => open(task) && forMe(task)))
}

// In the order of their lists.
export function picks() {
  const rows = ["mine", "room"].flatMap((list) => board(list).rows())
  return rows.map(({ task }) => task).filter((task) => open(task) && forMe(task))
}

// The one of this title.
export function named(title) {
  const found = picks().filter((task) => task.title === title)
  return found.length === 1 ? found[0] : null
}

class FocusIntention extends HTMLElement {
  connectedCallback() {
    this.form = part(this, "ask")
    this.box = part(this, "box")
    this.menu = part(this, "menu")
    this.form.addEventListener("submit", (event) => event.preventDefault() ?? this.#set())
    this.form.addEventListener("keydown", (event) => this.#key(event))
    this.box.addEventListener("input", () => this.#offer())
    part(this, "no").addEventListener("click", () => this.#no())
    document.addEventListener("click", ({ target }) => target.closest("[data-write]") && this.#write())
    this.menu.addEventListener("click", ({ target }) => target.closest("button") && this.#pick(pickOf(Number(target.closest("button").value))))
    this.menu.addEventListener("beforetoggle", () => this.#list())
    focus.on("change", () => this.#show())
    onPicks(() => this.#offer())
    this.#show()
  }

  #show() {
    say(part(this, "doing"), focus.mine.doing)
    part(this, "doing").title = focus.mine.doing
    this.#offer()
  }

  // Something typed can be set; until then there is a choice.
  #offer() {
    const same = this.box.value.trim() === focus.mine.doing
    part(this, "set").hidden = same
    part(this, "no").hidden = !same
    say(part(this, "no"), focus.mine.doing ? "Leave it" : "Not now")
    part(this, "open").hidden = !anyPicks()
  }

  #write() {
    this.box.value = focus.mine.doing
    write(true)
    this.box.focus()
    this.box.select()
  }

  #key({ key, isComposing }) {
    if (key === "Escape" && !isComposing && !this.menu.matches(":popover-open")) this.#no()
  }

  #no() {
    this.box.value = ""
    if (focus.mine.doing) write(false)
    else dismiss()
  }

  #set() {
    const text = this.box.value.trim()
    const task = text === focus.mine.doing ? focus.mine.task : null
    this.#intend(text, named(text)?.id ?? task)
  }

  #pick(task) {
    this.menu.hidePopover()
    if (task) this.#intend(task.title, task.id)
  }

  async #intend(text, task) {
    const doing = [...text].slice(0, this.box.maxLength).join("")
    const reply = await asking(this, "focus.intend", { text: doing, task }, { doing, task, outcome: "" })
    if (!reply) return
    this.box.value = ""
    if (doing) write(false)
    else dismiss()
  }

  #list() {
    const rows = picks().map(({ id, title }) => {
      const button = part(this, "pick").content.firstElementChild.cloneNode(true)
      button.value = id
      say(button, title)
      return button
    })
    this.menu.replaceChildren(...rows)
  }
}

customElements.define("focus-intention", FocusIntention)
