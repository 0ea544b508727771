// How the room plays: by chance, again, in which phases, and who is the DJ.
import { part, say } from "../../rooms/markup.js"
import { everyone } from "../../rooms/members.js"
import { page, room } from "../../rooms/room.js"
import { on } from "./sheet.js"
import { music } from "./state.js"
import { by } from "./words.js"

const form = document.querySelector("#music-how form")
const { shuffle, loop, during } = form.elements

function show() {
  const { now, may } = music
  if (document.activeElement?.form !== form || !may) {
    shuffle.checked = now.shuffle
    loop.value = now.loop
    during.value = now.during
  }
  for (const field of [shuffle, loop, during]) field.disabled = !may
  say(part(form, "dj"), now.dj ? `${now.dj.id === page.me ? "You are" : `${by(now.dj)} is`} the DJ: only they and moderators act.` : "Everybody who may run the room’s tools chooses the music.")
  part(form, "take").hidden = !may || now.dj?.id === page.me
  part(form, "end").hidden = !may || !now.dj
  part(form, "give").hidden = !may
  say(part(form, "why"), may ? "" : music.runsTools ? "" : "Who runs the room’s tools chooses the music; you may vote for the next.")
  const others = everyone().filter(({ id }) => id !== page.me && id !== now.dj?.id)
  const select = part(form, "to")
  if (document.activeElement !== select) select.replaceChildren(new Option("Make somebody the DJ …", ""), ...others.map((one) => new Option(by(one), one.id)))
}

room.on("room.member", show)

form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("change", ({ target }) => {
  if (target === part(form, "to")) return target.value && on("dj", { user: Number(target.value) })
  const value = target === shuffle ? target.checked : target.value
  on("set", { [target.name]: value }).then(show)
})
part(form, "take").addEventListener("click", () => on("dj", { user: page.me }))
part(form, "end").addEventListener("click", () => on("dj", { user: 0 }))
music.on("change", show)
