// A step up, down, in or out, as {parent, after} in keys, or {words} that say why there is none.
import { LEVELS } from "./board.js"

export function step(view, key, way) {
  const parent = view.parent(key)
  const siblings = parent ? view.parts(parent) : view.parts("").filter((one) => !view.get(one).done_at === !view.get(key).done_at)
  return steps[way]({ view, key, parent, siblings, at: siblings.indexOf(key) })
}

// Where it stands now, in words.
export function place(view, key) {
  const parent = view.parent(key)
  const siblings = view.parts(parent)
  const words = `${siblings.indexOf(key) + 1} of ${siblings.length}`
  return parent ? `Part of “${view.get(parent).title}”, ${words}.` : `${words}.`
}

const steps = {
  up: ({ parent, siblings, at }) => (at < 1 ? { words: "It is the first already." } : { parent, after: siblings[at - 2] ?? null }),
  down: ({ parent, siblings, at }) => (at > siblings.length - 2 ? { words: "It is the last already." } : { parent, after: siblings[at + 1] }),
  out: ({ view, parent }) => (parent ? { parent: view.parent(parent), after: parent } : { words: "It is part of nothing." }),
  in({ view, key, siblings, at }) {
    const into = siblings[at - 1]
    if (!into) return { words: "There is nothing above it that it could be part of." }
    if (view.depth(into) + 1 + view.height(key) > LEVELS) return { words: "Sub-tasks go three levels deep, no further." }
    return { parent: into, after: view.parts(into).at(-1) }
  },
}
