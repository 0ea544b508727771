// What the site offers to every room: asked for when somebody looks, since it seldom changes.
import { page } from "../../rooms/room.js"
import { Teller } from "../../rooms/teller.js"
import { sheet } from "./sheet.js"
import { music } from "./state.js"

class Shelf extends Teller {
  tracks = new Map()
  stations = new Map()
  known = false

  async look() {
    try {
      const answer = await fetch(`${page.address}shelf/`, { headers: { Accept: "application/json" } })
      const { tracks, stations } = await answer.json()
      this.tracks = new Map(tracks.map((one) => [one.id, one]))
      this.stations = new Map(stations.map((one) => [one.id, one]))
      this.known = true
      this.tell("change")
    } catch {
      // looked for again when the sheet is opened again
    }
  }

  // Of the room or of the shelf, or nothing where it is gone.
  track(id) {
    return music.tracks.get(id) ?? this.tracks.get(id)
  }

  // All there is to play, by title.
  get all() {
    return [...music.tracks.values(), ...this.tracks.values()].sort((a, b) => a.title.localeCompare(b.title) || a.id - b.id)
  }
}

export const shelf = new Shelf()
sheet.addEventListener("tab", () => sheet.open && shelf.look())
