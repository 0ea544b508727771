// Keeps the screen on while the timer runs, for who wants that and where the browser can.
import { timer } from "./state.js"
import { taste } from "./taste.js"

let lock = null

async function look() {
  const wanted = taste.now.awake && timer.now.state === "running" && !document.hidden && "wakeLock" in navigator
  if (wanted && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen").catch(() => null)
  if (!wanted) await lock?.release().catch(() => {})
}

timer.on("change", look)
taste.on("change", look)
document.addEventListener("visibilitychange", look)
