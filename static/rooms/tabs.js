// The columns beside the study area; on a phone they become tabs below it.
import { say } from "./markup.js"

class RoomTabs extends HTMLElement {
  connectedCallback() {
    this.tabs = [...this.querySelectorAll("[role=tab]")]
    this.addEventListener("click", ({ target }) => target.closest("[role=tab]") && this.#choose(target.closest("[role=tab]")))
    this.addEventListener("keydown", (event) => this.#key(event))
    document.addEventListener("tab:news", ({ detail }) => this.#news(detail))
    this.#choose(this.tabs[0])
  }

  #choose(tab) {
    for (const one of this.tabs) {
      one.setAttribute("aria-selected", one === tab)
      one.tabIndex = one === tab ? 0 : -1
    }
    const panels = [...this.parentElement.querySelectorAll(".panel")]
    for (const panel of panels) panel.classList.toggle("chosen", panel.id === tab.dataset.tab)
    const left = this.parentElement.querySelector(".left")
    left.classList.toggle("chosen", Boolean(left.querySelector(":scope > .chosen")))
    document.dispatchEvent(new Event("tab:chosen"))
  }

  #key({ key }) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (!step) return
    const tab = this.tabs.at((this.tabs.indexOf(document.activeElement) + step) % this.tabs.length)
    tab.focus()
    this.#choose(tab)
  }

  // {tab, words}: something happened behind a tab.
  #news({ tab, words }) {
    const mark = this.querySelector(`[data-tab="${tab}"] [data-part=news]`)
    mark.hidden = !words
    say(mark, words)
  }
}

customElements.define("room-tabs", RoomTabs)

const panels = [...document.querySelectorAll(".left > .panel")]

for (const panel of panels) {
  const above = panels.slice(0, panels.indexOf(panel))
  panel.addEventListener("pointerenter", () => above.forEach(hold))
  panel.addEventListener("pointerleave", () => above.forEach(release))
}

function hold(panel) {
  Object.assign(panel.style, { blockSize: `${panel.getBoundingClientRect().height}px`, overflow: "auto" })
}

function release(panel) {
  Object.assign(panel.style, { blockSize: "", overflow: "" })
}
