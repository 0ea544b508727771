// The two parts of the chat's column: what is said, and what the room wants to know.
import { part, say } from "../rooms/markup.js"

class ChatParts extends HTMLElement {
  connectedCallback() {
    this.tabs = [...this.querySelectorAll("[role=tab]")]
    this.addEventListener("click", ({ target }) => target.closest("[role=tab]") && this.#choose(target.closest("[role=tab]")))
    this.addEventListener("keydown", (event) => this.#key(event))
    document.addEventListener("chat:questions", ({ detail }) => this.#mark(1, detail ? String(detail) : ""))
    document.addEventListener("tab:news", ({ detail }) => detail.tab === "chat" && this.#mark(0, this.#shows(0) ? "" : detail.words))
  }

  #choose(tab) {
    for (const one of this.tabs) {
      one.ariaSelected = String(one === tab)
      one.tabIndex = one === tab ? 0 : -1
      document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab
    }
    document.dispatchEvent(new Event("tab:chosen"))
  }

  #key({ key }) {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return
    const other = this.tabs.find((tab) => tab !== document.activeElement)
    other.focus()
    this.#choose(other)
  }

  #shows(index) {
    return this.tabs[index].ariaSelected === "true"
  }

  #mark(index, words) {
    say(part(this.tabs[index], "count"), words)
  }
}

customElements.define("chat-parts", ChatParts)
