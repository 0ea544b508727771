// Whether there is room in the call, said before joining.
import { part, say } from "../../../rooms/markup.js"
import { room } from "../../../rooms/room.js"
import { call } from "../call.js"
import { ice } from "../ice.js"

export async function seats(dialog) {
  const there = await room.ask("call.check").catch(({ message }) => ({ trouble: message }))
  if (there.trouble) return say(part(dialog, "trouble"), there.trouble)
  ice.relay = there.relay
  say(part(dialog, "seats"), words(there))
  part(dialog, "relay-choice").hidden = !there.relay || call.joined
  part(dialog, "address").hidden = call.joined || (ice.relayOnly && there.relay)
  part(dialog, "join").disabled = !call.joined && there.here >= there.people
}

function words({ here, with_cameras, cameras, people }) {
  if (call.joined) return ""
  if (here >= people) return `The call is full: ${people} people are in it, as many as it can carry.`
  if (with_cameras >= cameras) return `${cameras === 1 ? "One camera is" : `${cameras} cameras are`} on, as many as the call can carry. You can join without yours.`
  const holds = cameras < people ? `${people} people, ${cameras} of them with a camera` : `${people} people`
  return `${here ? `${here === 1 ? "One person is" : `${here} people are`} in it` : "Nobody is in it yet"}. It holds ${holds}.`
}
