// The room's timer plugs itself in.
import { key } from "../../rooms/keys.js"
import "../../rooms/sheets.js"
import "./tick.js"
import "./face.js"
import "./controls.js"
import "./poll.js"
import "./quiet.js"
import "./tab.js"
import "./spoken.js"
import "./ring.js"
import "./awake.js"
import "./float.js"

key("s", "start the timer, pause it, go on", () => document.querySelector("timer-controls").press())
