// All of the music, in the sheet: its parts, and my own volume.
import { part } from "../../rooms/markup.js"
import "./now.js"
import "./queue.js"
import "./tracks.js"
import "./lists.js"
import "./radio.js"
import "./history.js"
import "./how.js"
import "./upload.js"
import { sheet } from "./sheet.js"
import { shelf } from "./shelf.js"
import { music } from "./state.js"
import { loudness } from "./volume.js"

const volume = part(sheet, "volume")
const level = () => Number(volume.value) !== loudness.own && (volume.value = loudness.own)

volume.addEventListener("input", () => loudness.choose(Number(volume.value)))
loudness.on("change", level)
level()
music.tell("change") // what the room told before all this was here

export const show = () => shelf.look()
