// Alarms plug themselves in: who has none needs no list of them, and nothing that rings.
import { bringWhen, styles } from "../../rooms/sheets.js"
import "../pocket/pocket.js"
import { alarms } from "./state.js"

bringWhen(alarms, () => alarms.all.length, () => Promise.all([styles("alarms"), import("./list.js"), import("./ring.js")]))
