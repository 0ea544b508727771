// What comes when it is wanted. Sheets are dialogs whose markup, styles and modules come when somebody first opens them; until then there is a
// title, a word of comfort and a way out.
import { part, say } from "./markup.js"
import { page } from "./room.js"

const sheets = new Map() // name → {dialog, module, fetching, words: [what it is to show]}

// Opens it at once, and has its module show(…words) as soon as that is there; no press is lost, and the last one counts.
export function openSheet(name, ...words) {
  const sheet = sheets.get(name) ?? { dialog: document.getElementById(name) }
  sheets.set(name, Object.assign(sheet, { words }))
  if (!sheet.dialog.open) sheet.dialog.showModal()
  if (sheet.module) sheet.module.show(...words)
  else sheet.fetching ??= fetchInto(sheet)
}

async function fetchInto(sheet) {
  const { dialog } = sheet
  say(part(dialog, "coming"), "One moment…")
  try {
    const whole = await markup(`${page.address}sheets/${dialog.id}/`)
    await Promise.all([...whole.querySelectorAll("link")].map(linked))
    fill(dialog, whole.body)
    sheet.module = await import(whole.body.dataset.module)
    if (dialog.open) sheet.module.show(...sheet.words) // else it was put away meanwhile
  } catch (error) {
    fail(sheet, error)
  }
  sheet.fetching = null
}

// A page of our own, read as one: what it holds is what the server's template says, and no script of it runs.
function markup(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open("GET", address)
    request.responseType = "document"
    request.onload = () => (request.status === 200 && request.response?.body.dataset.module ? resolve(request.response) : reject(new Error("gone")))
    request.onerror = reject
    request.send()
  })
}

// Resolves once it is there; stylesheets and modules come side by side.
function linked(link) {
  const known = document.head.querySelector(`[href="${CSS.escape(link.getAttribute("href"))}"]`)
  if (known || !document.createElement("link").relList.supports(link.rel)) return null
  return new Promise((resolve, reject) => {
    link.onload = resolve
    link.onerror = () => reject(link.remove())
    document.head.append(link)
  })
}

// In place of the word of comfort; the focus goes to where it would have gone.
function fill(dialog, body) {
  const fresh = body.querySelector(`#${dialog.id}`)
  const held = dialog.contains(document.activeElement)
  for (const { name, value } of fresh.attributes) dialog.setAttribute(name, value)
  dialog.replaceChildren(...fresh.childNodes)
  fresh.remove()
  document.body.append(...body.childNodes)
  if (held) (dialog.querySelector("[autofocus]") ?? dialog.querySelector("button, input, select, textarea, [href]"))?.focus()
}

function fail({ dialog }, error) {
  const coming = part(dialog, "coming")
  if (!coming) return reportError(error) // a mistake of ours, behind what can be seen
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again", onclick: () => retry(dialog.id) })
  coming.replaceChildren(navigator.onLine ? "This could not be fetched. " : "You are offline. This opens as soon as you are back. ", again)
}

function retry(name) {
  openSheet(name, ...sheets.get(name).words)
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]")
  if (!opener) return
  opener.closest("[popover]")?.hidePopover()
  openSheet(opener.dataset.opens)
})
addEventListener("online", () => {
  for (const [name, { dialog, module }] of sheets) if (dialog.open && !module) retry(name)
})
for (const dialog of document.querySelectorAll("dialog[data-sheet][open]")) openSheet(dialog.id) // pressed before this ran

// Once `wanted()` holds, `bring()` imports what sees to it: asked now, when `teller` tells `type`, and when the network is back.
export function bringWhen(teller, wanted, bring, type = "change") {
  let coming = null
  const look = () => {
    if (wanted()) coming ??= bring().catch(() => (coming = null))
  }
  teller.on(type, look)
  addEventListener("online", look)
  look()
}

// The stylesheets of <template data-styles="name">, which their modules wait for.
export const styles = (name) => Promise.all([...document.querySelector(`[data-styles="${name}"]`).content.children].map((link) => linked(link.cloneNode())))

// For a press: `bring()`, or why it could not be, in words.
export function brought(bring) {
  return bring().catch(() => {
    throw new Error(navigator.onLine ? "This could not be fetched. Try again in a moment." : "You are offline. Try again when you are back.")
  })
}
