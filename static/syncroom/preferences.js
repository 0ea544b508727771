// What this person likes, as the server wrote it on <html>. A form that changes it does so at once; without this module it is a
// form like any other.
const root = document.documentElement
const others = new BroadcastChannel("syncroom/preferences") // pages of this browser that have no connection

export const prefers = (name) => root.dataset[name]

// {name: value}: they hold from now on.
export function adopt(choices) {
  Object.assign(root.dataset, choices)
  for (const button of document.querySelectorAll("form[data-preferences] button[aria-pressed]")) button.setAttribute("aria-pressed", root.dataset[button.name] === button.value)
  for (const radio of document.querySelectorAll("form[data-preferences] [type=radio]")) radio.checked = root.dataset[radio.name] === radio.value
  document.dispatchEvent(new CustomEvent("preferences", { detail: choices }))
}

async function choose(form, { name, value }, body) {
  adopt({ [name]: value })
  others.postMessage({ [name]: value })
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null)
  return answer?.type === "opaqueredirect"
}

others.addEventListener("message", ({ data }) => adopt(data))

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-preferences]")
  if (!form || !event.submitter?.name) return
  event.preventDefault()
  choose(form, event.submitter, new FormData(form, event.submitter))
})

// On the page of all of them, each holds as soon as it is chosen.
document.addEventListener("change", async ({ target }) => {
  const form = target.closest("form[data-preferences]")
  if (!form || target.type !== "radio") return
  const body = new FormData(form)
  body.set("next", "/")
  const said = form.querySelector("[role=status]")
  said.textContent = (await choose(form, target, body)) ? "Saved." : "Not saved: the server does not answer. Press Save in a moment."
})
