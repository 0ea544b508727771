// The device check before joining, and the same sheet in the call: what I look and sound like, and how I take part.
import { part, say } from "../../../rooms/markup.js"
import { keep, recall } from "../../../rooms/storage.js"
import { film } from "../acts.js"
import { call } from "../call.js"
import { media } from "../media.js"
import { choose, list } from "./devices.js"
import { meter } from "./meter.js"
import { options } from "./options.js"
import { seats } from "./seats.js"

const TICK = 100 // ms

class Check {
  #meter = null
  #timer = 0

  begin() {
    this.dialog = document.getElementById("call-check")
    const on = (name, type, act) => part(this.dialog, name).addEventListener(type, act)
    for (const kind of ["camera", "mic"]) {
      on(kind, "change", ({ target }) => this.#turn(kind, target.checked))
      on(`${kind}s`, "change", ({ target }) => (choose(kind, target), this.#open(kind)))
    }
    on("join", "click", () => this.#join())
    this.dialog.addEventListener("close", () => this.#close())
    media.on("change", () => this.dialog.open && this.#draw())
    navigator.mediaDevices?.addEventListener("devicechange", () => this.dialog.open && this.#list())
    options(this.dialog)
  }

  open() {
    say(part(this.dialog, "trouble"), "")
    say(part(this.dialog, "title"), call.joined ? "In the call" : "Join the call")
    say(part(this.dialog, "join"), call.joined ? "Done" : "Join")
    for (const name of ["cancel", "manners", "photos"]) part(this.dialog, name).hidden = call.joined
    this.dialog.showModal()
    this.#draw()
    seats(this.dialog)
    if (!call.joined) this.#prepare().catch(reportError) // not waited for: the browser may be asking
  }

  async #prepare() {
    const wanted = ["camera", "mic"].filter((kind) => recall(`my/call/with-${kind}`) !== "no")
    if (wanted.length) await media.open(...wanted)
    if (!this.dialog.open) return this.#close()
    this.#list()
  }

  #list() {
    for (const kind of ["camera", "mic"]) list(kind, part(this.dialog, `${kind}s`))
  }

  async #turn(kind, on) {
    if (!call.joined) keep(`my/call/with-${kind}`, on ? "" : "no")
    if (call.joined && kind === "camera" && on) return this.#camera()
    if (on) await this.#open(kind)
    else media.close(kind)
    if (call.joined) call.set(kind === "camera" ? { camera: false } : { muted: true }).catch(() => {})
  }

  // In the call there may be no place for one more.
  async #camera() {
    await film(true).catch(({ message }) => say(part(this.dialog, "trouble"), message))
    this.#draw()
  }

  async #open(kind) {
    await media.open(kind)
    if (!this.dialog.open && !call.joined) return media.close(kind)
    this.#list()
  }

  async #join() {
    if (call.joined) return this.dialog.close()
    part(this.dialog, "join").disabled = true
    try {
      await call.join()
      this.dialog.close()
    } catch ({ code, message }) {
      if (code === "call-cameras") media.close("camera") // the next press joins without it
      say(part(this.dialog, "trouble"), message)
      seats(this.dialog)
    } finally {
      part(this.dialog, "join").disabled = false
    }
  }

  #close() {
    this.#measure(null)
    part(this.dialog, "preview").srcObject = null
    if (!call.joined) media.close("camera", "mic")
  }

  #draw() {
    const { camera, mic, trouble } = media
    const preview = part(this.dialog, "preview")
    if (preview.srcObject?.getTracks()[0] !== (camera ?? undefined)) preview.srcObject = camera && new MediaStream([camera])
    preview.hidden = !camera
    part(this.dialog, "dark").hidden = Boolean(camera)
    for (const kind of ["camera", "mic"]) {
      part(this.dialog, kind).checked = Boolean(media[kind])
      say(part(this.dialog, `${kind}-trouble`), trouble[kind] ?? "")
    }
    part(this.dialog, "level").hidden = !mic
    this.#measure(mic)
  }

  #measure(track) {
    if (this.#meter?.track === track) return
    clearInterval(this.#timer)
    this.#meter?.close()
    this.#meter = track && { track, ...meter(track) }
    if (track) this.#timer = setInterval(() => (part(this.dialog, "level").value = this.#meter.level()), TICK)
  }
}

export const check = new Check()
