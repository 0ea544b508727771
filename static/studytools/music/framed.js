// Inside a framed page: it hears the room's page, and tells it what plays. Nobody else is heard or told.

export function player({ act, host }) {
  const tell = (state, more = {}) => parent.postMessage({ from: "player", state, host, ...more }, location.origin)
  addEventListener("message", ({ origin, source, data }) => {
    if (origin === location.origin && source === parent && data?.to === "player") act(data)
  })
  return tell
}
