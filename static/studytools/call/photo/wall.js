// Everybody's photos, small, in the study area: each stands until the next one, or until it is old.
import { blocks, called, isMe } from "../../../rooms/members.js"
import { copy, part, say } from "../../../rooms/markup.js"
import { room } from "../../../rooms/room.js"
import { whenReleased } from "./pressed.js"
import { mine } from "./mine.js"

const OLD = 150_000 // ms

class Wall {
  #shown = new Map() // user → {element, timer}
  #element = null

  constructor() {
    room.on("call.photo", (photo) => this.hear(photo))
    room.on("presence.changed", ({ members }) => this.#keep(new Set(members.map(({ id }) => id))))
    blocks.on("change", () => [...this.#shown.keys()].filter((user) => blocks.has(user)).forEach((user) => this.#drop(user)))
    mine.on("change", () => this.#mine())
  }

  hear({ user, name, picture }) {
    if (!picture || blocks.has(user)) return this.#drop(user)
    const element = this.#shown.get(user)?.element ?? this.#add()
    part(element, "picture").src = `data:image/webp;base64,${picture}`
    part(element, "picture").alt = isMe(user) ? "My last photo, as the others see it" : `The last photo of ${called(user, name)}`
    say(part(element, "name"), isMe(user) ? "You" : called(user, name))
    clearTimeout(this.#shown.get(user)?.timer)
    this.#shown.set(user, { element, timer: setTimeout(() => this.#drop(user), OLD) })
    this.#settle()
  }

  #keep(here) {
    for (const user of this.#shown.keys()) if (!here.has(user)) this.#drop(user)
  }

  #drop(user) {
    const known = this.#shown.get(user)
    if (!known) return
    clearTimeout(known.timer)
    known.element.remove()
    this.#shown.delete(user)
    this.#settle()
  }

  #add() {
    const element = copy("call-photo")
    part(this.#wall(), "list").append(element)
    return element
  }

  #mine() {
    if (!mine.showing && !this.#element) return
    const wall = this.#wall()
    const video = part(wall, "video")
    if (video.srcObject !== mine.stream) video.srcObject = mine.stream
    mine.video = video
    part(wall, "mine").hidden = !mine.showing
    part(wall, "camera").hidden = !mine.stream
    say(part(wall, "count"), mine.count ? String(mine.count) : "")
    say(part(wall, "words"), mine.trouble || (mine.away ? "Photos pause while you are away." : mine.count ? "A photo in" : "A photo now and then"))
    this.#settle()
  }

  #wall() {
    if (this.#element) return this.#element
    this.#element = copy("call-photos")
    part(this.#element, "stop").addEventListener("click", () => mine.stop())
    this.#element.hidden = true
    document.querySelector(".stage > :is(.call, .foot)").before(this.#element)
    return this.#element
  }

  // Not under a press: the study area makes room for it, and gets that back.
  #settle() {
    if (!this.#element) return
    whenReleased(() => (this.#element.hidden = !mine.showing && !this.#shown.size && !mine.trouble))
  }
}

export const wall = new Wall()
