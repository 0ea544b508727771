// Buttons that copy: <button type="button" data-copy="text" hidden>Copy link</button>, shown only where copying works.
// The button says so for two seconds, in words.

export async function copy(button) {
  const label = button.querySelector("[data-label]") ?? button
  button.usual ??= label.textContent
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    label.textContent = "Copied"
  } catch {
    label.textContent = "Could not copy"
  }
  clearTimeout(button.timer)
  button.timer = setTimeout(() => (label.textContent = button.usual), 2000)
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]")
    if (button) copy(button)
  })
}
