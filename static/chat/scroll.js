// Keeps a scrolled element where its reader is: at the end, or at what they are looking at.

const NEAR = 24 // px from the end that count as the end

export class Scroll {
  // `onMove()` is called whenever the reader scrolls.
  constructor(element, onMove) {
    this.element = element
    this.atEnd = true
    element.addEventListener("scroll", () => {
      this.atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
      onMove()
    }, { passive: true })
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(element)
  }

  // Does what changes the content, without moving what is being read.
  keep(change) {
    const anchor = this.atEnd ? null : [...this.element.querySelectorAll(".message")].find((message) => message.offsetTop + message.offsetHeight > this.element.scrollTop)
    const before = anchor?.offsetTop
    change()
    if (this.atEnd) this.toEnd()
    else if (anchor?.isConnected) this.element.scrollTop += anchor.offsetTop - before
  }

  toEnd() {
    this.atEnd = true
    this.element.scrollTop = this.element.scrollHeight
  }
}
