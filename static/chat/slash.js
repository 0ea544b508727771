// "/" leads to where one writes, wherever nothing is being typed.
import { key } from "../rooms/keys.js"

key("/", "to the box, from anywhere", () => {
  document.getElementById("part-talk").click()
  document.getElementById("write").focus()
})
