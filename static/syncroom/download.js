// Buttons that save a text as a file: <button type="button" data-download="name.txt" data-text="…" hidden>, shown once this runs.

for (const button of document.querySelectorAll("[data-download]")) {
  button.hidden = false
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([button.dataset.text], { type: "text/plain" }))
    Object.assign(document.createElement("a"), { href: address, download: button.dataset.download }).click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  })
}
