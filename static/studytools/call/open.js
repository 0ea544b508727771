// The first press: the call's markup and styles are fetched, then the device check opens.
import { check } from "./check/check.js"
import "./adapt.js"
import { call } from "./call.js"
import "./photo/wall.js"
import { settle } from "./stage/settle.js"
import { over } from "./words.js"

let furnished = null

export async function open(bar) {
  await prepare(bar)
  await check.open()
}

// Without opening anything: somebody shows a photo.
export async function prepare(bar) {
  furnished ??= furnish(bar).catch((error) => {
    furnished = null
    throw error
  })
  await furnished
}

async function furnish(bar) {
  const { head, body } = await fetched(bar.dataset.markup)
  const sheets = [...head.querySelectorAll("link")]
  const styled = sheets.map((sheet) => new Promise((resolve, reject) => Object.assign(sheet, { onload: resolve, onerror: reject })))
  document.head.append(...sheets)
  document.body.append(...body.children)
  await Promise.all(styled)
  check.begin()
  settle()
  call.on("joined", () => bar.joined(true))
  call.on("over", (how) => bar.joined(false, over(how)))
}

// A page of our own, as a document: nothing in it runs.
function fetched(address) {
  return new Promise((resolve, reject) => {
    const request = Object.assign(new XMLHttpRequest(), { responseType: "document", onerror: reject })
    request.onload = () => (request.response?.getElementById("call-check") ? resolve(request.response) : reject(new Error("no call here")))
    request.open("GET", address)
    request.send()
  })
}
