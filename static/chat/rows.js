// Messages in the order of their places, each once, in whatever order they are heard.

const NOBODY = { id: null, name: "" }

export class Rows {
  all = [] // by place
  #byId = new Map()
  #gone = new Set()
  #horizon = 0 // up to this place there is nothing any more

  get first() {
    return this.all[0]?.place
  }

  get last() {
    return this.all.at(-1)?.place ?? 0
  }

  get(id) {
    return this.#byId.get(id)
  }

  // The row of this message if that is news; `row` is what already stands for it on the page.
  put(event, row = {}) {
    if (this.#gone.has(event.id) || event.place <= this.#horizon) return
    const known = this.#byId.get(event.id)
    if (known && known.seq >= event.seq) return
    if (known) return write(known, event)
    this.#byId.set(event.id, row)
    this.all.splice(this.#index(event.place), 0, write(row, event))
    return row
  }

  // An older page that arrives late must not bring it back.
  remove(id) {
    this.#gone.add(id)
    const known = this.#byId.get(id)
    if (!known) return
    this.#byId.delete(id)
    this.all.splice(this.all.indexOf(known), 1)
  }

  // All up to this place are gone for good.
  expire(place) {
    this.#horizon = Math.max(this.#horizon, place)
    for (const row of this.all.filter((row) => row.place <= place)) this.remove(row.id)
  }

  // Mostly the end; older pages go before everything.
  #index(place) {
    let low = 0
    let high = this.all.length
    if (place > this.last) return high
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.all[middle].place < place) low = middle + 1
      else high = middle
    }
    return low
  }
}

// What the room itself says has no author.
function write(row, { id, seq, place, author, at, html, kind, edited_at, released_at, client_id }) {
  const [edited, released] = [edited_at, released_at].map((moment) => moment && new Date(moment))
  return Object.assign(row, { id, seq, place, author: author ?? NOBODY, html, kind, client_id, at: new Date(at), edited, released, fate: null, stale: true })
}
