// Where I play: on a device of mine, or in this page, whose frame with Spotify's own script is loaded when I choose it.
import { part, say } from "../../rooms/markup.js"
import { FramedDeck } from "../music/frame.js"
import { address, mine, sheet } from "./mine.js"

const HERE = "here"
const select = part(sheet, "device")
const words = part(sheet, "here")
const deck = new FramedDeck({ title: "Spotify’s player in this page", allow: "autoplay; encrypted-media" })
let devices = []
let here = null // what Spotify calls this page

function draw() {
  if (document.activeElement === select) return
  const active = mine.playing?.device
  const known = devices.some(({ id }) => id === active?.id) || !active ? devices : [...devices, active]
  const others = known.filter(({ id }) => id !== here)
  select.replaceChildren(...(active ? [] : [new Option("nowhere yet", "")]), ...others.map(({ id, name }) => new Option(name, id)), new Option("this page (needs Premium)", HERE))
  select.value = active ? (active.id === here ? HERE : active.id) : ""
}

async function look() {
  if (!sheet.open || !mine.connected) return
  devices = (await mine.found("devices/")) ?? devices
  draw()
}

function tell(text) {
  say(words, text)
  words.hidden = !text
}

select.addEventListener("change", async () => {
  const id = select.value
  select.blur() // so that it shows what becomes of it
  if (id === HERE && here) await mine.steer("device", { id: here })
  else if (id === HERE) {
    tell("Loading Spotify’s player …")
    deck.load(`${address.mine}here/`)
  } else if (id) await mine.steer("device", { id })
})

deck.on("news", async (state) => {
  if (state === "failed") {
    tell(deck.words)
    deck.unload()
    here = null
  }
  if (state !== "playing" || here) return
  here = String(deck.told.device)
  tell("This page is one of your devices now, as long as it is open.")
  await mine.steer("device", { id: here })
})

let wasOpen = false
mine.on("change", () => {
  if (sheet.open && mine.connected && !wasOpen) look()
  wasOpen = sheet.open && Boolean(mine.connected)
  draw()
})
draw()
