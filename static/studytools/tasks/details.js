// Everything about one task: its day, priority and estimate, who has it, where it stands, who did what.
import { part, say } from "../../rooms/markup.js"
import { isMe } from "../../rooms/members.js"
import { open as addBelow } from "./adding.js"
import { desk } from "./desk.js"
import { minutes } from "./facts.js"
import { go } from "./keyboard.js"
import { showLog } from "./history.js"
import { showPeople } from "./who.js"
import { answer } from "./panel.js"
import { queue } from "./queue.js"
import { fillFailure } from "./row.js"
import { remove } from "./toast.js"

const dialog = document.getElementById("task-details")
const controls = [...dialog.querySelectorAll("[data-field]")]
const values = { due: ({ value }) => value || null, priority: ({ value }) => Number(value), completion: ({ value }) => value, estimate }
let key = null
let base // the number of the task as whoever changes a field sees it

desk.on("change", () => dialog.open && draw())
queue.on("lost", (words) => dialog.open && say(part(dialog, "trouble"), words))
dialog.addEventListener("focusin", () => (base = desk.view.get(key)?.number))
dialog.addEventListener("change", ({ target }) => target.dataset.field && edit(target))
dialog.addEventListener("click", click)

export function show(task) {
  key = task
  say(part(dialog, "trouble"), "")
  say(part(dialog, "said"), "")
  draw()
}

function draw() {
  const task = desk.view.get(key)
  if (!task) return dialog.close()
  say(part(dialog, "title"), task.title)
  for (const control of controls) if (control !== document.activeElement) control.value = task[control.dataset.field] ?? ""
  if (!task.estimate && document.getElementById("task-estimate") !== document.activeElement) document.getElementById("task-estimate").value = ""
  part(dialog, "undue").hidden = !task.due
  say(part(dialog, "spent"), task.seconds >= 60 ? `pomodoros, ${minutes(task.seconds)} so far` : "pomodoros")
  for (const element of dialog.querySelectorAll(".shared")) element.hidden = task.list !== "room"
  part(dialog, "part").hidden = desk.view.depth(key) > 1
  for (const element of dialog.querySelectorAll(".grid, footer")) element.inert = Boolean(desk.reading)
  showPeople(dialog, task)
  showLog(dialog, task)
  fillFailure(dialog, queue.failed(key))
}

function edit(control) {
  const value = values[control.dataset.field](control)
  if (value === undefined) return
  desk.act("edit", key, { [control.dataset.field]: value }, base)
}

// Undefined while what is typed is no number that fits.
function estimate({ value, validity }) {
  return validity.valid ? Number(value || 0) : undefined
}

const acts = {
  close: () => dialog.close(),
  retry: () => answer(key, "retry"),
  drop: () => answer(key, "drop"),
  undue: () => desk.act("edit", key, { due: null }, base),
  claim: () => desk.act("claim", key, { on: !desk.view.get(key).assignees.some(isMe) }),
  part() {
    dialog.close()
    addBelow(key)
  },
  remove() {
    dialog.close()
    remove(key)
  },
}

function click(event) {
  if (event.target === dialog) return dialog.close() // beside it
  const { act, move } = event.target.closest("[data-act], [data-move]")?.dataset ?? {}
  if (act) acts[act]()
  if (move) say(part(dialog, "said"), go(key, move))
}
