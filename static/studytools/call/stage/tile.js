// One person in the call, or what they share: their picture or their face, their name, and how they are.
import { drawFace } from "../../../rooms/faces.js"
import { copy, part, say } from "../../../rooms/markup.js"
import { called, isMe, isOver, memberOf } from "../../../rooms/members.js"
import { page } from "../../../rooms/room.js"

const LINKS = { connecting: "connecting…", broken: "connecting again…", failed: "cannot be reached" }

export class Tile {
  element = copy("call-tile")

  constructor(id, screen) {
    Object.assign(this, { id, screen })
    const more = part(this.element, "more")
    more.popoverTargetElement = part(this.element, "menu")
    this.element.dataset.caller = id
    this.element.toggleAttribute("data-screen", screen)
  }

  // `person` of call.people, their tracks, how the link to them stands, whether they speak.
  draw(person, tracks, link, { speaking, big }) {
    const { user, camera, muted, hand } = person
    const mine = isMe(user)
    const name = mine ? "You" : called(user, person.name)
    const video = this.screen ? tracks.screen : camera ? tracks.camera : null
    this.#play(part(this.element, "video"), video)
    this.#play(part(this.element, "audio"), mine ? null : this.screen ? tracks.sound : tracks.mic)
    part(this.element, "video").hidden = !video
    drawFace(part(this.element, "face"), user, person.name, memberOf(user)?.face, "")
    part(this.element, "face").hidden = Boolean(video)
    say(part(this.element, "name"), this.screen ? (mine ? "Your screen" : `${name}’s screen`) : name)
    say(part(this.element, "state"), mine ? "" : (LINKS[link ?? "connecting"] ?? (person.away ? "lost the room for a moment" : "")))
    part(this.element, "muted").hidden = this.screen || !muted
    part(this.element, "hand").hidden = this.screen || !hand
    this.element.toggleAttribute("data-speaking", Boolean(speaking) && !this.screen && !muted)
    this.element.toggleAttribute("data-mine", mine)
    this.element.toggleAttribute("data-big", big)
    this.#offer(person, name)
  }

  remove() {
    for (const name of ["video", "audio"]) part(this.element, name).srcObject = null
    this.element.remove()
  }

  #offer(person, name) {
    const may = page.may.moderate && !isMe(person.user) && memberOf(person.user) && isOver(memberOf(person.user))
    part(this.element, "more").hidden = !may
    part(this.element, "more").ariaLabel = `More about ${name} in the call`
    part(this.element, "mute").hidden = person.muted
    part(this.element, "unshare").hidden = !person.sharing
    part(this.element, "pin").ariaLabel = `${this.screen ? `${name}’s screen` : name} large`
  }

  #play(element, track) {
    const now = element.srcObject?.getTracks()[0] ?? null
    if (now === (track ?? null)) return
    element.srcObject = track ? new MediaStream([track]) : null
    if (track) element.play().catch(() => {}) // it begins by itself when it may
  }
}
