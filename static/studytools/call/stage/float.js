// The large picture in a small window of its own, over whatever else is on the screen; where the browser can do that.
import { part } from "../../../rooms/markup.js"

export const canFloat = document.pictureInPictureEnabled ?? false

export async function float(stage) {
  if (document.pictureInPictureElement) return await document.exitPictureInPicture()
  const videos = [stage.big?.element, ...stage.querySelectorAll(".tile")].filter(Boolean).map((tile) => part(tile, "video"))
  const shown = videos.find((video) => !video.hidden && video.readyState > 0)
  if (!shown) throw new Error("There is no picture to float yet.")
  await shown.requestPictureInPicture()
}
