// How pictures and sound are coded: few codecs, so that descriptions stay short, and no more bits than the call can bear.

const WANTED = { audio: /opus/i, video: /VP8|H264|rtx/i }
const SCREEN = { kbps: 1_500, fps: 10 }

// Before it is first offered.
export function lean(transceiver, media) {
  const codecs = RTCRtpReceiver.getCapabilities?.(media)?.codecs.filter(({ mimeType }) => WANTED[media].test(mimeType))
  if (codecs?.length) transceiver.setCodecPreferences?.(lightest(codecs))
}

// One kind of H264 is enough, and rtx for what is left.
function lightest(codecs) {
  const h264 = codecs.find(({ mimeType, sdpFmtpLine = "" }) => /H264/i.test(mimeType) && sdpFmtpLine.includes("42e01f") && sdpFmtpLine.includes("packetization-mode=1"))
  return codecs.filter((codec) => !/H264/i.test(codec.mimeType) || codec === h264)
}

// `roles`: transceiver → what it is; `quality`: {kbps, fps, scale} of the camera.
export function tune(roles, { kbps, fps, scale = 1 }) {
  for (const [{ sender, mid }, role] of roles) {
    if (mid === null || role === "mic" || role === "sound") continue
    const parameters = sender.getParameters()
    if (!parameters.encodings?.length) continue
    const [encoding] = parameters.encodings
    if (role === "screen") Object.assign(encoding, { maxBitrate: SCREEN.kbps * 1000, maxFramerate: SCREEN.fps })
    else Object.assign(encoding, { maxBitrate: Math.round(kbps * 1000), maxFramerate: fps, scaleResolutionDownBy: scale })
    sender.setParameters(parameters).catch((error) => console.debug(error.message))
  }
}
