// Lists of the sheet: rows by id, kept while they stay, so that focus and what is typed stay with them.

export class Rows {
  #rows = new Map()

  // `make()` gives a row, `fill(row, item)` what stands in it; a list of whose rows none is left has the focus put on `rest`.
  constructor(list, make, fill, rest = null) {
    Object.assign(this, { list, make, fill, rest })
  }

  show(items) {
    const ids = new Set(items.map(({ id }) => id))
    for (const [id, row] of this.#rows) if (!ids.has(id)) this.#drop(id, row)
    items.forEach((item, n) => this.#place(this.#row(item), n))
  }

  row(id) {
    return this.#rows.get(id)
  }

  #row(item) {
    const row = this.#rows.get(item.id) ?? this.make(item)
    this.#rows.set(item.id, row)
    row.dataset.id = item.id
    this.fill(row, item)
    return row
  }

  #place(row, n) {
    if (this.list.children[n] === row) return
    const focused = row.contains(document.activeElement) ? document.activeElement : null
    this.list.insertBefore(row, this.list.children[n] ?? null)
    focused?.focus()
  }

  #drop(id, row) {
    const next = row.contains(document.activeElement) ? (row.nextElementSibling ?? row.previousElementSibling) : null
    const focused = row.contains(document.activeElement)
    row.remove()
    this.#rows.delete(id)
    if (focused) (next?.querySelector("button") ?? this.rest)?.focus()
  }
}

export const idOf = (target) => Number(target.closest("[data-id]")?.dataset.id)
