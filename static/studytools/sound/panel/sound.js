// Soundscapes plug themselves in; what makes the sound, and the sheet, come when they are first wanted.
import { key } from "../../../rooms/keys.js"
import "./listen.js"
import "./bar.js"
import "./link.js"

key("n", "play or silence my sound", () => document.querySelector("sound-bar").press())
