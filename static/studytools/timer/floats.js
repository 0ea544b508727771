// Whether the clock can leave the page; what it needs for that comes with the press.
import { brought } from "../../rooms/sheets.js"
import { part, say } from "../../rooms/markup.js"

const timer = document.getElementById("timer")
const button = part(timer, "float")
const filmed = document.pictureInPictureEnabled && HTMLVideoElement.prototype.requestPictureInPicture && HTMLCanvasElement.prototype.captureStream

button.hidden = !("documentPictureInPicture" in window) && !filmed
button.addEventListener("click", async () => {
  try {
    const { float } = await brought(() => import("./float.js"))
    float().catch(() => {}) // refused by the person or the system
  } catch ({ message }) {
    say(part(timer.querySelector("timer-controls"), "trouble"), message)
  }
})
