// What I turn on and off in the call: off at once, on when the room agrees. Each rejects with an error in words.
import { isMe } from "../../rooms/members.js"
import { room } from "../../rooms/room.js"
import { call } from "./call.js"
import { media } from "./media.js"

export async function mute(on) {
  if (on) media.muted = true
  else if (!media.mic && !(await media.open("mic"))) throw new Error(media.trouble.mic)
  await call.set({ muted: on })
  media.muted = on
}

// Whether there is room for one more is the server's to say.
export async function film(on) {
  if (!on) media.close("camera")
  await call.set({ camera: on })
  if (!on || (await media.open("camera"))) return
  await call.set({ camera: false })
  throw new Error(media.trouble.camera)
}

export async function share(on) {
  if (on) await media.share()
  else media.close("screen", "sound")
  try {
    await call.set({ sharing: on })
  } catch (refusal) {
    media.close("screen", "sound")
    throw refusal
  }
}

const OFF = { mic: { muted: true }, camera: { camera: false }, screen: { sharing: false } }
call.on("lost", (kind) => OFF[kind] && call.set(OFF[kind]).catch(() => {}))

// Whoever is silenced says nothing here either.
room.on("room.member", ({ member }) => isMe(member.id) && member.silenced_until && call.joined && !media.muted && mute(true).catch(() => {}))
