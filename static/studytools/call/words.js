// What went wrong with a camera or a microphone, in words, and what to do about it.

const NAMES = { mic: "microphone", camera: "camera", screen: "screen" }
const HOW = "Look for its sign beside the address."

const WHY = {
  NotAllowedError: (name) => `The browser does not let this page use your ${name}. ${HOW}`,
  NotFoundError: (name) => `There is no ${name}.`,
  NotReadableError: (name) => `Another program is using your ${name}.`,
  AbortError: (name) => `Your ${name} did not start.`,
  SecurityError: (name) => `A ${name} works only where the address begins with https, or on this computer itself.`,
}

export const why = ({ name }, kind) => (WHY[name] ?? WHY.AbortError)(NAMES[kind])

export const LOST = {
  mic: "Your microphone is gone. The call goes on; nobody hears you.",
  camera: "Your camera is gone. The call goes on without your picture.",
  screen: "You no longer share your screen.",
}

// Why I am in the call no more, unless I left it myself.
export function over({ reason, by, words }) {
  if (reason === "elsewhere") return "You joined in another tab"
  if (reason === "removed") return `${by} removed you from the call`
  return words ?? ""
}
