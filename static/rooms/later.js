// later(delay, act): in so many milliseconds, even while nobody looks at the page. It gives a function that calls it off.

const acts = new Map()
let worker = null
let last = 0

export function later(delay, act) {
  const id = ++last
  acts.set(id, act)
  const timer = document.hidden && post(id, delay) ? 0 : setTimeout(() => run(id), delay)
  return () => {
    acts.delete(id)
    clearTimeout(timer)
  }
}

function run(id) {
  const act = acts.get(id)
  acts.delete(id)
  act?.()
}

function post(id, delay) {
  try {
    worker ??= start()
    worker.postMessage({ id, delay })
    return true
  } catch {
    return false // then as slowly as the browser likes
  }
}

function start() {
  const started = new Worker(import.meta.resolve("./ticker.js"))
  started.onmessage = ({ data }) => run(data)
  return started
}
