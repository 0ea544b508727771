// The framed page of one video: it speaks with YouTube's player as that understands it, and with the room's page as our players do.
import { player } from "./framed.js"

const frame = document.querySelector("iframe")
const { origin, host } = new URL(frame.src)
const STATES = { "-1": "waiting", 0: "ended", 1: "playing", 2: "paused", 3: "waiting", 5: "waiting" }
const GREET = 250 // ms
const GONE = "This video is not there any more, or private."
const TROUBLES = { 2: GONE, 5: "YouTube cannot play this video here.", 100: GONE, 101: "Whoever made this video lets it play on YouTube only.", 153: "YouTube does not know who asks." }
const tell = player({ act, host })
const known = { position: 0, length: 0, title: "" }
let state = ""

const say = (message) => frame.contentWindow.postMessage(JSON.stringify({ id: 1, channel: "widget", ...message }), origin)
const command = (func, ...args) => say({ event: "command", func, args })

function act({ act, volume, position }) {
  if (act === "play") command("playVideo")
  if (act === "pause") command("pauseVideo")
  if (act === "volume") command("setVolume", Math.round(100 * Math.min(1, Math.max(0, Number(volume) || 0))))
  if (act === "seek") command("seekTo", Math.max(0, Number(position) || 0), true)
}

// Until it answers: it may be loading still.
const greeting = setInterval(() => say({ event: "listening" }), GREET)

addEventListener("message", ({ origin: from, source, data }) => {
  if (from !== origin || source !== frame.contentWindow) return
  const said = read(data)
  if (!said) return
  clearInterval(greeting)
  if (!state) {
    state = "waiting"
    tell("ready")
  }
  if (said.event === "onError") tell("failed", { words: TROUBLES[said.info] ?? TROUBLES[said.info - 49] ?? TROUBLES[5] })
  else if (said.info && typeof said.info === "object") learn(said.info)
})

function read(data) {
  try {
    return typeof data === "string" ? JSON.parse(data) : null
  } catch {
    return null
  }
}

// It tells what has changed, and the position several times a second.
function learn({ playerState, currentTime, duration, videoData }) {
  state = STATES[playerState] ?? state
  if (Number.isFinite(currentTime)) known.position = currentTime
  if (Number.isFinite(duration)) known.length = duration
  if (typeof videoData?.title === "string") known.title = videoData.title
  tell(state, known)
}
