// Where my days begin and end, told once, unless I have said so myself.
import { page, room } from "../../rooms/room.js"

let asked = null

// Resolves when the room knows, or would not have it.
export async function zone() {
  if (!page.zone) asked ??= room.ask("focus.zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }).catch(() => {})
  await asked
}

room.on("room.ready", zone)
