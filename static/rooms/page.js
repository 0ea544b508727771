// What every room's page does, whatever tools are in it.
import "./status.js"
import "./people.js"
import "./reports.js"
import "./details.js"
import "./clock.js"
import "./scene.js"
import "./company.js"
import "./knocks.js"
import "./leave.js"
import "./tabs.js"
import "./sheets.js"
import { adopt } from "../syncroom/preferences.js"
import { room } from "./room.js"

room.on("me.preferences", ({ choices }) => adopt(choices)) // changed in another page or on another device
