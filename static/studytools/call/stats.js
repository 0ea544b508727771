// What a link has carried, in a few numbers.

export async function counted(id, { pc, state }) {
  const found = { id, state, relay: null, framesDecoded: 0, framesSent: 0, audioLevel: 0, bytesSent: 0, bytesReceived: 0, rtt: null, held: "none" }
  const all = await pc.getStats()
  for (const one of all.values()) count(found, one, all)
  return found
}

function count(found, one, all) {
  if (one.type === "inbound-rtp" && one.kind === "video") found.framesDecoded += one.framesDecoded ?? 0
  if (one.type === "inbound-rtp" && one.kind === "audio") found.audioLevel = Math.max(found.audioLevel, one.audioLevel ?? 0)
  if (one.type === "outbound-rtp" && one.kind === "video") {
    found.framesSent += one.framesSent ?? 0
    if (one.qualityLimitationReason && one.qualityLimitationReason !== "none") found.held = one.qualityLimitationReason
  }
  if (one.type !== "transport" || !one.selectedCandidatePairId) return
  const pair = all.get(one.selectedCandidatePairId)
  Object.assign(found, { bytesSent: one.bytesSent, bytesReceived: one.bytesReceived, rtt: pair?.currentRoundTripTime ?? null })
  found.relay = all.get(pair?.localCandidateId)?.candidateType === "relay"
}
