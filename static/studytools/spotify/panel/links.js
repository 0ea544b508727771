// What a Spotify link leads to, from the link alone: { kind, id, words } or null. studytools/spotify/links.py reads them the same way.
const KINDS = { track: "Song", album: "Album", playlist: "Playlist", show: "Podcast", episode: "Episode", artist: "Artist" }
const LINK = /^\/(?:intl-[a-z]{2,8}\/)?(track|album|playlist|show|episode|artist)\/([0-9A-Za-z]{22})\/?$/
const JAM = /^\/(?:intl-[a-z]{2,8}\/)?socialsession\/[0-9A-Za-z_-]{6,64}\/?$/

export function spotify(address) {
  let url
  try {
    url = new URL(address)
  } catch {
    return null
  }
  if (url.origin !== "https://open.spotify.com" || url.username || url.password) return null
  const [, kind, id] = url.pathname.match(LINK) ?? []
  if (kind) return { kind, id, words: KINDS[kind] }
  return JAM.test(url.pathname) ? { kind: "jam", id: null, words: "Jam" } : null
}
