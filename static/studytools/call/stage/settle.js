// Puts the call into the study area when I join it, and takes it away when I leave.
import "./stage.js"
import { copy } from "../../../rooms/markup.js"
import { call } from "../call.js"

export function settle() {
  let stage = null
  call.on("joined", () => {
    stage = copy("call-stage")
    document.querySelector(".stage > .foot").before(stage)
  })
  call.on("over", () => {
    const focused = stage?.contains(document.activeElement)
    stage?.remove()
    stage = null
    if (focused) document.querySelector("[data-call-open]").focus()
  })
}
