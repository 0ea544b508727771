// What I set out to do in this phase: asked quietly, said, and changed.
import { part, say } from "../../rooms/markup.js"
import { asking } from "./asking.js"
import { anyPicks, named, onPicks, pickOf, picks } from "./picks.js"
import { focus } from "./state.js"
import { dismiss, view, write } from "./view.js"

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
