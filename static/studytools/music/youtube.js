// What a link to YouTube leads to, from the link alone: the id of a video, or null.
const HOSTS = ["www.youtube.com", "youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"]
const PATH = /^\/(?:embed|shorts|live|v)\/([0-9A-Za-z_-]{11})\/?$/
const SHORT = /^\/([0-9A-Za-z_-]{11})\/?$/
const ID = /^[0-9A-Za-z_-]{11}$/

export function youtube(address) {
  let url
  try {
    url = new URL(address)
  } catch {
    return null
  }
  if (url.protocol !== "https:" || url.port || url.username || url.password) return null
  if (url.hostname === "youtu.be") return url.pathname.match(SHORT)?.[1] ?? null
  if (!HOSTS.includes(url.hostname)) return null
  const id = url.pathname === "/watch" ? url.searchParams.get("v") : url.pathname.match(PATH)?.[1]
  return ID.test(id ?? "") ? id : null
}
