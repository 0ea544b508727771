// The parking lot beside the chat: what the room wants to know, the most wanted first.
import { part, say } from "../../rooms/markup.js"
import { confirm } from "../../rooms/dialog.js"
import { room } from "../../rooms/room.js"
import { quiet } from "../quiet.js"
import { known } from "./known.js"
import { draw } from "./question.js"

const GATHER = 400 // ms in which what arrives together is counted

class ChatQuestions extends HTMLElement {
  #news = 0

  connectedCallback() {
    this.list = part(this, "list")
    this.list.addEventListener("click", ({ target }) => target.closest("[data-act]") && this.#act(target.closest("[data-act]")))
    known.on("change", () => this.#render())
    known.on("news", () => this.#count())
    quiet.on("change", () => this.#render())
    this.#render()
  }

  #render() {
    const elements = known.all.map(draw)
    const focused = document.activeElement
    for (const element of [...this.list.children]) if (!elements.includes(element)) element.remove()
    elements.forEach((element, index) => this.list.children[index] !== element && this.list.insertBefore(element, this.list.children[index] ?? null))
    if (this.list.contains(focused)) focused.focus({ preventScroll: true }) // moving an element takes the focus from it
    part(this, "empty").hidden = elements.length > 0
    document.dispatchEvent(new CustomEvent("chat:questions", { detail: known.open }))
  }

  async #act(button) {
    const element = button.closest(".question")
    const { id } = element.question
    const on = button.ariaPressed !== "true"
    say(part(element, "trouble"), "")
    try {
      if (button.dataset.act === "vote") await room.ask("questions.vote", { id, on })
      else if (button.dataset.act === "answer") await room.ask("questions.answered", { id, on })
      else if (await this.#sure()) await room.ask("questions.remove", { id })
    } catch ({ message }) {
      say(part(element, "trouble"), message)
    }
  }

  #sure() {
    return confirm({ title: "Remove this question?", words: "It goes for everybody, and cannot be brought back.", act: "Remove" })
  }

  #count() {
    this.#news += 1
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#announce(), GATHER)
  }

  #announce() {
    say(part(this, "told"), this.#news === 1 ? "A question has been asked." : `${this.#news} questions have been asked.`)
    this.#news = 0
  }
}

customElements.define("chat-questions", ChatQuestions)
