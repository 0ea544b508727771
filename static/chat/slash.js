// "/" leads to where one writes, wherever nothing is being typed.

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, dialog")) return
  event.preventDefault()
  document.getElementById("write").focus()
})
