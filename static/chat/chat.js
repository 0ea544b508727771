// The chat plugs itself in; questions come with the first of them, or when their part is opened.
import { bringWhen, styles } from "../rooms/sheets.js"
import { key } from "../rooms/keys.js"
import "./messages.js"
import "./history.js"
import "./composer.js"
import "./typing.js"
import "./quiet.js"
import "./acts.js"
import "./parts.js"
import { known } from "./questions/known.js"

const questions = document.getElementById("questions")
const wanted = () => known.all.length || !questions.hidden

bringWhen(known, wanted, () => Promise.all([styles("questions"), import("./questions/questions.js"), import("./questions/asking.js")]))
document.addEventListener("tab:chosen", () => known.tell("change"))

key("/", "to the box, from anywhere", () => {
  document.getElementById("part-talk").click()
  document.getElementById("write").focus()
})
