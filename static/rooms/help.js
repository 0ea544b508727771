// "?" shows what the keyboard can do, wherever nothing is being typed.

const dialog = document.getElementById("keys")
const typing = (element) => element.matches("input, textarea, select, [contenteditable]")

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || typing(event.target) || document.querySelector("dialog[open]")) return
  event.preventDefault()
  dialog.showModal()
})

document.addEventListener("click", ({ target }) => target.closest("[data-keys]") && dialog.showModal())
