// The room's timer plugs itself in.
import { bringWhen } from "../../rooms/sheets.js"
import { key } from "../../rooms/keys.js"
import "./face.js"
import "./controls.js"
import "./tab.js"
import "./spoken.js"
import "./ring.js"
import "./awake.js"
import "./floats.js"
import { timer } from "./state.js"

bringWhen(timer, () => timer.poll, () => import("./poll.js"), "poll")
bringWhen(timer, () => timer.now.state === "running" && timer.now.quiet === null, () => import("./quiet.js"))

key("s", "start the timer, pause it, go on", () => document.querySelector("timer-controls").press())
