// Focus plugs itself in: what everybody works on and for how long, and what becomes of it.
import { bringWhen } from "../../rooms/sheets.js"
import "./beside.js"
import "./stage.js"
import "./intention.js"
import "./outcome.js"
import "./flow.js"
import "./minutes.js"
import { focus } from "./state.js"

bringWhen(focus, () => focus.mine.asked_at, () => import("./there.js"))
