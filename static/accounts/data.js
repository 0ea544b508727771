// How far the download of everything is; without this module the link alone does it.

const part = (element, name) => element.querySelector(`[data-part="${name}"]`)
const say = (element, text) => element.textContent !== text && (element.textContent = text)
const OFTEN = 400 // ms

class ExportProgress extends HTMLElement {
  connectedCallback() {
    this.start = part(this, "start")
    this.start.addEventListener("click", () => this.#watch())
  }

  #watch() {
    clearTimeout(this.timer)
    this.began = performance.now()
    this.seen = false
    part(this, "bar").hidden = false
    part(this, "meter").removeAttribute("value")
    say(part(this, "words"), "Looking it up…")
    this.#later()
  }

  #later() {
    this.timer = setTimeout(() => this.#ask(), OFTEN)
  }

  async #ask() {
    const answer = await fetch(this.start.dataset.progress).then((found) => found.json(), () => null)
    if (!answer) return this.#later()
    if (answer.total === null) return this.#over()
    this.seen = true
    if (answer.total) {
      part(this, "meter").value = answer.done / answer.total
      say(part(this, "words"), `${Math.round((100 * answer.done) / answer.total)} % of ${(answer.total / 2).toLocaleString()} things`)
    }
    this.#later()
  }

  // Small ones are done before anybody asks.
  #over() {
    if (!this.seen && performance.now() - this.began < 2 * OFTEN) return this.#later()
    part(this, "meter").value = 1
    say(part(this, "words"), "Done. It is with your downloads.")
  }
}

customElements.define("export-progress", ExportProgress)
