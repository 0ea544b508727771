// Somebody's face: their picture, or the first letter of their name on a colour of their own.
import { memberOf } from "./members.js"
import { say } from "./markup.js"

const HUES = 12

export function drawFace(element, id, name, face = memberOf(id)?.face, size = "-64") {
  element.dataset.hue = id % HUES
  const picture = element.querySelector("img")
  if (!face) return picture ? element.replaceChildren([...name][0]) : say(element, [...name][0])
  const address = `/avatars/${face}${size}.webp`
  if (picture?.getAttribute("src") === address) return
  const image = Object.assign(new Image(), { alt: "" })
  image.src = address
  image.addEventListener("error", () => element.replaceChildren([...name][0]), { once: true }) // it was taken away meanwhile
  element.replaceChildren(image)
}
