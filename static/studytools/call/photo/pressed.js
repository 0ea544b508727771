// Whether something is being pressed: what appears or goes waits, or it would move what is under the pointer.

let pressed = false
const waiting = new Set()

for (const [type, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  addEventListener(type, () => {
    pressed = down
    if (!down) setTimeout(release) // behind the click
  }, { capture: true })
}

function release() {
  if (pressed) return
  for (const act of waiting) act()
  waiting.clear()
}

export function whenReleased(act) {
  if (pressed) waiting.add(act)
  else act()
}
