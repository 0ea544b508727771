// Which camera and which microphone: what there is, by name, and what I chose.
import { media } from "../media.js"

const KINDS = { camera: "videoinput", mic: "audioinput" }
const USUAL = { camera: "The usual camera", mic: "The usual microphone" }

// Names are only known once the browser lets this page use one.
export async function list(kind, select) {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  const known = all.filter((one) => one.kind === KINDS[kind] && one.deviceId && one.deviceId !== "default")
  const chosen = media.device(kind)
  select.replaceChildren(new Option(USUAL[kind], ""), ...known.map(({ deviceId, label }, index) => new Option(label || `Number ${index + 1}`, deviceId)))
  select.value = known.some(({ deviceId }) => deviceId === chosen) ? chosen : ""
  select.hidden = known.length < 2
}

export function choose(kind, select) {
  media.choose(kind, select.value)
}
