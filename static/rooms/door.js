// The page of knocks looks every five seconds whether others wait now, and is loaded again if so, unless somebody is about to answer.
import { later } from "./later.js"

const PACE = 5_000
const shown = [...document.querySelectorAll("[data-knock]")].map((row) => row.dataset.knock).join()

async function look() {
  try {
    const response = await fetch(location.href, { method: "HEAD" })
    const waiting = response.headers.get("X-Waiting") ?? shown
    if (response.ok && waiting !== shown && !document.querySelector("[data-knock] :focus")) return location.reload()
  } catch {
    // the next time, perhaps
  }
  later(PACE, look)
}

later(PACE, look)
