// A Spotify link in a message becomes a card. Nothing is loaded from there until I press "Play here", and then for me alone.
import { embellish } from "../../../chat/embellish.js"
import { copy, part, say } from "../../../rooms/markup.js"
import { page } from "../../../rooms/room.js"
import { spotify } from "./links.js"

const MOST = 3 // cards below one message
const LOW = ["track", "episode"] // their player needs less room

embellish((words) => {
  const cards = new Map()
  for (const { href } of words.querySelectorAll("a[href]")) {
    const found = spotify(href)
    if (found && cards.size < MOST) cards.set(`${found.kind} ${found.id ?? href}`, card(found, href))
  }
  return [...cards.values()]
})

function card({ kind, id, words }, href) {
  const element = copy("spotify-card")
  say(part(element, "kind"), words)
  say(part(element, "about"), kind === "jam" ? "Spotify’s own group session" : "on Spotify")
  part(element, "open").href = href
  if (id) part(element, "here").addEventListener("click", () => toggle(element, kind, id))
  else part(element, "here").remove()
  return element
}

function toggle(element, kind, id) {
  const place = part(element, "place")
  const on = place.hidden
  place.replaceChildren(...(on ? [frame(kind, id)] : []))
  place.hidden = !on
  say(part(element, "here"), on ? "Put away" : "Play here")
  part(element, "here").setAttribute("aria-expanded", on)
}

function frame(kind, id) {
  const frame = document.createElement("iframe")
  frame.title = "Spotify’s player, which only you hear"
  frame.className = LOW.includes(kind) ? "low" : ""
  frame.allow = "autoplay; encrypted-media; clipboard-write"
  frame.src = `${new URL(page.address).pathname}spotify/${kind}/${id}/`
  return frame
}
