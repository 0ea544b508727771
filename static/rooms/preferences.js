// What I like, changed in another page or on another device.
import { adopt } from "../syncroom/preferences.js"
import { room } from "./room.js"

room.on("me.preferences", ({ choices }) => adopt(choices))
