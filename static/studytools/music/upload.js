// Adding tracks: chosen or dropped, one after the other, each with its progress, its "no" in words, and a way to call it off.
import { copy, part, say } from "../../rooms/markup.js"
import { sheet } from "./sheet.js"

const form = document.getElementById("music-upload")
const waiting = []
let sending = null

// What is refused anyway is not sent first.
const tooBig = (file) => file.size > Number(form.dataset.bytes) && "This file is larger than a track may be here."

function add(files) {
  for (const file of files) {
    const row = copy("music-upload-row")
    say(part(row, "name"), file.name)
    part(row, "cancel").ariaLabel = `Cancel ${file.name}`
    part(row, "bar").ariaLabel = `Progress of ${file.name}`
    part(form, "files").append(row)
    const job = { file, row, request: null }
    part(row, "cancel").addEventListener("click", () => cancel(job))
    if (tooBig(file)) over(job, tooBig(file))
    else waiting.push(job)
  }
  next()
}

function next() {
  sending ??= waiting.shift() ?? null
  if (sending && !sending.request) send(sending)
}

function send(job) {
  const request = (job.request = new XMLHttpRequest()) // it tells how much went, fetch does not
  const body = new FormData()
  body.append("file", job.file)
  body.append("licence", form.elements.licence.value)
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  request.upload.onprogress = ({ loaded, total }) => (part(job.row, "bar").value = loaded / total)
  request.onload = () => over(job, answer(request))
  request.onerror = () => over(job, "The connection broke. Try again.")
  request.open("POST", form.action)
  request.setRequestHeader("Accept", "application/json")
  request.send(body)
}

// "" where it is done.
function answer({ status, responseText }) {
  if (status === 201) return ""
  if (status === 413) return "This file is larger than a track may be here."
  try {
    return JSON.parse(responseText).message
  } catch {
    return "This did not work. It is not your fault."
  }
}

function cancel(job) {
  job.request?.abort()
  waiting.splice(0, waiting.length, ...waiting.filter((one) => one !== job))
  job.row.remove()
  if (sending === job) sending = null
  next()
}

function over(job, words) {
  part(job.row, "bar").hidden = true
  say(part(job.row, "words"), words.replace(`${job.file.name}: `, ""))
  if (!words) job.row.remove()
  if (sending === job) sending = null
  next()
}

form?.addEventListener("submit", (event) => {
  event.preventDefault()
  add(form.elements.file.files)
  form.elements.file.value = ""
})
form?.elements.file.addEventListener("change", () => form.requestSubmit())

if (form) {
  const files = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files")
  sheet.addEventListener("dragover", (event) => files(event) && (event.preventDefault(), sheet.toggleAttribute("data-over", true)))
  for (const name of ["dragleave", "drop"]) sheet.addEventListener(name, () => sheet.removeAttribute("data-over"))
  sheet.addEventListener("drop", (event) => files(event) && (event.preventDefault(), add(event.dataTransfer.files)))
}
