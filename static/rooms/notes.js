// What tools know about people, shown beside their names: each source is a function of a person and gives
// {state, note, also, aside, time, standing} or nothing; `state` is one of those in people.js, the others are words.
import { Teller } from "./teller.js"

class Notes extends Teller {
  #sources = []

  add(source) {
    this.#sources.push(source)
    this.change()
  }

  // A source would say something else now.
  change() {
    this.tell("change")
  }

  about(person) {
    return Object.assign({}, ...this.#sources.map((source) => source(person)))
  }
}

export const notes = new Notes()
