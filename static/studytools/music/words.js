// Music in words: how long, how large, by whom.
import { called, isMe } from "../../rooms/members.js"

// 3:07, 1:02:30, of seconds.
export function long(seconds) {
  const all = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, String(all % 60).padStart(2, "0")]
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`
}

export const by = ({ id, name }) => (isMe(id) ? "you" : called(id, name))

// "An artist · CC BY 4.0 · 3:07", of what there is.
export const about = (...parts) => parts.filter(Boolean).join(" · ")

// What a piece lasts, or that it has no end.
export const lasts = ({ ms, kind }) => (ms ? long(ms / 1000) : kind === "video" ? "video" : "live")
