// Soundscapes plug themselves in; what makes the sound, and the sheet, come when they are first wanted.
import { key } from "../../../rooms/keys.js"
import { openSheet } from "../../../rooms/sheets.js"
import "./listen.js"
import "./bar.js"
import { found } from "./code.js"

key("n", "play or silence my sound", () => document.querySelector("sound-bar").press())

// A mix in the page's address, #sound=… or ?sound=…, is offered, never played without being asked.
function read() {
  const address = new URL(location)
  const text = address.searchParams.get("sound") ?? address.hash.match(/^#sound=(.*)/)?.[1]
  if (text == null) return
  address.searchParams.delete("sound")
  if (address.hash.startsWith("#sound=")) address.hash = ""
  history.replaceState(history.state, "", address)
  openSheet("sound-sheet", { code: found(text) })
}

addEventListener("hashchange", read)
read()
