// Something that tells: on(type, listener) hears what tell(type, detail) says.

export class Teller {
  #listeners = new Map()

  on(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set())
    this.#listeners.get(type).add(listener)
  }

  tell(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        listener(detail)
      } catch (error) {
        reportError(error) // one listener's mistake is not the others'
      }
    }
  }
}
