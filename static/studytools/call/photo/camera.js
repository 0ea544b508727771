// One still of me: the camera is open for as long as I see that it is, and no longer.

const SIDE = 160 // pixels
const QUALITY = 0.6
const BLUR = "blur(5px)"

export async function open(deviceId) {
  const video = { deviceId: deviceId ? { exact: deviceId } : undefined, width: { ideal: 320 }, height: { ideal: 240 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video }).catch((error) => (error.name === "OverconstrainedError" ? navigator.mediaDevices.getUserMedia({ video: true }) : Promise.reject(error)))
  return stream
}

export function close(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

// Base64 of a JPEG file, of what the video shows now.
export function take(video, blurred) {
  const scale = SIDE / Math.max(video.videoWidth, video.videoHeight)
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(video.videoWidth * scale), height: Math.round(video.videoHeight * scale) })
  const brush = canvas.getContext("2d")
  if (blurred) brush.filter = BLUR
  brush.drawImage(video, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/jpeg", QUALITY).split(",")[1]
}
