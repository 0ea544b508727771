// Inside the framed page: Spotify's own script makes this page one of my devices. Its key comes from this site, when it asks.
import { player } from "../music/framed.js"

const { host, key } = document.body.dataset
const tell = player({ act, host })
const secret = document.querySelector("[name=csrfmiddlewaretoken]").value
const TROUBLES = {
  initialization_error: "This browser cannot play Spotify’s protected sound.",
  authentication_error: "Spotify does not take this connection any more. Connect again.",
  account_error: "Spotify plays in a page only with Premium.",
  playback_error: "Spotify could not play this.",
}
let loudness = 0.5
let made = null

async function ask(take) {
  const answer = await fetch(key, { method: "POST", headers: { "X-CSRFToken": secret } })
  const said = await answer.json()
  if (said.key) take(said.key)
  else tell("failed", { words: said.message })
}

function make() {
  made = new Spotify.Player({ name: "SyncRoom", getOAuthToken: ask, volume: loudness })
  made.addListener("ready", ({ device_id }) => tell("playing", { device: device_id }))
  made.addListener("not_ready", () => tell("waiting"))
  for (const [name, words] of Object.entries(TROUBLES)) made.addListener(name, () => tell("failed", { words }))
  made.activateElement?.()
  made.connect()
}

function act({ act, volume }) {
  if (act === "volume") {
    loudness = Math.min(1, Math.max(0, Number(volume) || 0))
    made?.setVolume(loudness)
  }
  if (act === "play" && !made) make()
  if (act === "pause") made?.disconnect()
}

window.onSpotifyWebPlaybackSDKReady = () => tell("ready")
document.getElementById("sdk").addEventListener("error", () => tell("failed", { words: "Spotify’s player could not be loaded." }))
