// The media keys, and what the system says is playing: of whichever tool began last; when that rests, of one that still plays.

const claims = new Map()

// `who` plays `title`: {title, artist, play, pause, next, previous}, of which the last four are what the keys do, where they do anything.
export function plays(who, claim) {
  claims.delete(who)
  claims.set(who, { ...claim, on: true })
  show()
}

// It rests; its keys stay until another begins.
export function rests(who) {
  if (claims.has(who)) claims.set(who, { ...claims.get(who), on: false })
  show()
}

function show() {
  const all = [...claims.values()]
  const now = all.findLast(({ on }) => on) ?? all.at(-1)
  const session = navigator.mediaSession
  if (!session || !now) return
  session.metadata = new MediaMetadata({ title: now.title, artist: now.artist ?? "" })
  session.playbackState = now.on ? "playing" : "paused"
  const keys = { play: now.play, pause: now.pause, stop: now.pause, nexttrack: now.next, previoustrack: now.previous }
  for (const [key, act] of Object.entries(keys)) session.setActionHandler(key, act ?? null)
}
