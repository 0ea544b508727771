// The call in the study area: everybody's tile, in a grid or with one of them large.
import { part, say } from "../../../rooms/markup.js"
import { called, isMe } from "../../../rooms/members.js"
import { keep, recall } from "../../../rooms/storage.js"
import { call } from "../call.js"
import { media } from "../media.js"
import { controls } from "./controls.js"
import { news } from "./news.js"
import { moderate } from "./moderate.js"
import { speaking } from "./speaking.js"
import { Tile } from "./tile.js"
import { tracks } from "./tracks.js"

let stage = null // the one that is shown

class CallStage extends HTMLElement {
  call = call
  #tiles = new Map()
  #pinned = ""

  connectedCallback() {
    stage = this
    this.dataset.layout = recall("my/call/layout") === "focus" ? "focus" : "grid"
    controls(this)
    news(this)
    part(this, "tiles").addEventListener("click", (event) => this.#click(event))
    this.draw()
  }

  disconnectedCallback() {
    speaking.watch(new Map())
    for (const tile of this.#tiles.values()) tile.remove()
    stage = null
  }

  turn(layout) {
    this.dataset.layout = layout
    keep("my/call/layout", layout)
    this.draw()
  }

  get big() {
    return this.#tiles.get(this.#bigKey)
  }

  draw() {
    const shown = this.#wanted()
    for (const [key, tile] of this.#tiles) if (!shown.has(key)) this.#drop(key, tile)
    const big = this.#choose([...shown.keys()])
    for (const [key, { person, screen }] of shown) {
      if (!this.#tiles.has(key)) this.#add(key, new Tile(person.id, screen))
      const mine = isMe(person.user)
      this.#tiles.get(key).draw(person, mine ? media.tracks : tracks.of(person.id), tracks.links.get(person.id), {
        speaking: speaking.is(person.id),
        big: this.dataset.layout === "focus" && key === big,
      })
    }
    this.#arrange([...shown.keys()])
    speaking.watch(this.#audible())
  }

  // Screens first, then the others by order of joining, then me.
  #wanted() {
    const others = call.people.filter(({ user }) => !isMe(user))
    const all = [...others, ...call.people.filter(({ user }) => isMe(user))]
    const screens = all.filter(({ sharing }) => sharing).map((person) => [`${person.id}/screen`, { person, screen: true }])
    return new Map([...screens, ...all.map((person) => [String(person.id), { person, screen: false }])])
  }

  #choose(keys) {
    const wished = [this.#pinned, keys.find((key) => key.endsWith("/screen")), String(speaking.last)]
    this.#bigKey = wished.find((key) => keys.includes(key)) ?? keys[0]
    return this.#bigKey
  }

  #bigKey = ""

  #audible() {
    const heard = call.people.filter(({ muted }) => !muted).map(({ id, user }) => [id, isMe(user) ? media.mic : tracks.of(id).mic])
    return new Map(heard.filter(([, track]) => track))
  }

  #add(key, tile) {
    this.#tiles.set(key, tile)
    part(this, "tiles").append(tile.element)
  }

  #drop(key, tile) {
    tile.remove()
    this.#tiles.delete(key)
    if (this.#pinned === key) this.#pinned = ""
  }

  #arrange(keys) {
    const box = part(this, "tiles")
    box.dataset.count = keys.length
    keys.forEach((key, index) => box.children[index] === this.#tiles.get(key).element || box.insertBefore(this.#tiles.get(key).element, box.children[index]))
  }

  #click({ target }) {
    const key = [...this.#tiles].find(([, { element }]) => element.contains(target))?.[0]
    if (!key || moderate(target, this.#tiles.get(key), (words) => say(part(this, "words"), words))) return
    if (!target.closest("[data-part=pin], video")) return
    this.#pinned = this.dataset.layout === "focus" && this.#pinned === key ? "" : key
    this.turn("focus")
  }
}

for (const one of [call, tracks, speaking, media]) one.on("change", () => call.joined && stage?.draw())
customElements.define("call-stage", CallStage)
