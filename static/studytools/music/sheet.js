// The sheet with all of the music: its parts behind tabs, what went wrong, and undoing what was just done.
import { later } from "../../rooms/later.js"
import { part, say } from "../../rooms/markup.js"
import { room } from "../../rooms/room.js"
import { music } from "./state.js"

export const sheet = document.getElementById("music-sheet")
const SHOWN = 10_000 // ms
let hide = () => {}
let act = null

// What somebody asked for, with its "no" in words; acts that can be taken back say `done`.
export const ask = (type, fields = {}, done = "") => settled(room.ask(type, fields), done)

// The same of what is on, which has a version.
export const on = (verb, fields = {}, done = "") => settled(music.act(verb, fields), done)

async function settled(asked, done) {
  try {
    const answer = await asked
    tell(done, answer.act)
    return answer
  } catch ({ message }) {
    tell(message)
    return null
  }
}

export function tell(words, undoable = null) {
  act = undoable
  say(part(sheet, "told"), words)
  part(sheet, "undo").hidden = !words || !act || !music.runsTools
  part(sheet, "toast").hidden = !words
  hide()
  if (words) hide = later(SHOWN, () => tell(""))
}

part(sheet, "undo").addEventListener("click", () => ask("music.undo", { act }, "It is as it was."))
sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close())

const tabs = [...sheet.querySelectorAll("[role=tab]")]

export function choose(tab) {
  for (const one of tabs) {
    one.ariaSelected = String(one === tab)
    one.tabIndex = one === tab ? 0 : -1
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab
  }
  sheet.dispatchEvent(new CustomEvent("tab", { detail: tab.dataset.tab }))
}

sheet.addEventListener("click", ({ target }) => {
  const tab = target.closest("[role=tab]") ?? tabs.find(({ dataset }) => dataset.tab === target.closest("[data-go]")?.dataset.go)
  if (!tab) return
  choose(tab)
  tab.focus()
})

sheet.addEventListener("keydown", ({ key, target }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
  if (!step || target.role !== "tab") return
  const tab = tabs.at((tabs.indexOf(target) + step * (getComputedStyle(sheet).direction === "rtl" ? -1 : 1)) % tabs.length)
  tab.focus()
  choose(tab)
})

choose(tabs[0])
