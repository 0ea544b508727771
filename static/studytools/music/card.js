// A link to a video in a message becomes a card: watched here by me alone, or put into the room's queue. Nothing is loaded before a click.
import { embellish } from "../../chat/embellish.js"
import { copy, part, say } from "../../rooms/markup.js"
import { page, room } from "../../rooms/room.js"
import { newId } from "../../rooms/ids.js"
import { music } from "./state.js"
import { youtube } from "./youtube.js"

const MOST = 3 // cards below one message

embellish((words) => {
  const found = new Map()
  for (const { href } of words.querySelectorAll("a[href]")) {
    const id = youtube(href)
    if (id && found.size < MOST) found.set(id, href)
  }
  return [...found].map(([id, href]) => card(id, href))
})

function card(id, href) {
  const element = copy("spotify-card") // one card for what is elsewhere
  element.classList.add("youtube-card")
  element.ariaLabel = "YouTube"
  for (const [name, words] of [["kind", "Video"], ["about", "on YouTube"], ["here", "Watch here"], ["open", "Open on YouTube"]]) say(part(element, name), words)
  part(element, "open").href = href
  part(element, "here").addEventListener("click", () => toggle(element, id))
  if (!music.may) return element
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "For the room" })
  button.addEventListener("click", () => enqueue(element, id))
  part(element, "here").after(button)
  return element
}

async function enqueue(element, video) {
  try {
    await room.ask("music.queue", { client_id: newId(), video })
    say(part(element, "about"), "is in the room’s queue")
  } catch ({ message }) {
    say(part(element, "about"), message)
  }
}

function toggle(element, id) {
  const place = part(element, "place")
  const on = place.hidden
  place.replaceChildren(...(on ? [frame(id)] : []))
  place.hidden = !on
  say(part(element, "here"), on ? "Put away" : "Watch here")
  part(element, "here").setAttribute("aria-expanded", on)
}

function frame(id) {
  const allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
  return Object.assign(document.createElement("iframe"), { title: "A video from YouTube, for you alone", allow, src: `${new URL(page.address).pathname}video/${id}/` })
}
