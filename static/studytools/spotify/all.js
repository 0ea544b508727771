// All of the sheet, when it is first opened.
import "./now.js"
import "./find.js"
import "./device.js"
import { mine } from "./mine.js"

export const show = () => mine.look()
