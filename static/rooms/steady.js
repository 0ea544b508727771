// Nothing moves under a pointer: while it is in one of the panels below each other, those above keep the height they have.
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
