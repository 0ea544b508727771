// The theme switch changes the page at once; without this module it is a form like any other.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-themes]")
  if (!form || !event.submitter) return
  event.preventDefault()
  const { value } = event.submitter
  const body = new FormData(form, event.submitter)
  document.documentElement.dataset.theme = value
  for (const button of document.querySelectorAll("form[data-themes] button")) button.setAttribute("aria-pressed", button.value === value)
  await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {})
})
