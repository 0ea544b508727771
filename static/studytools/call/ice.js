// How browsers find each other: the site's servers, asked for in time, and whether I let others see my address.
import { room } from "../../rooms/room.js"
import { serverNow } from "../../rooms/servertime.js"
import { keep, recall } from "../../rooms/storage.js"

const LEFT = 60_000 // ms that what we were given must still hold
const NAME = "my/call/relay"

class Ice {
  relay = false // whether the site has one
  #servers = []
  #until = 0

  // Only through the site's relay, so that nobody in the call learns my address.
  get relayOnly() {
    return recall(NAME) === "only"
  }

  set relayOnly(on) {
    keep(NAME, on ? "only" : "")
  }

  // An RTCConfiguration with what holds now.
  async config() {
    if (serverNow() > this.#until - LEFT) await this.#ask()
    return { iceServers: this.#servers, iceTransportPolicy: this.relayOnly ? "relay" : "all", bundlePolicy: "max-bundle" }
  }

  async #ask() {
    try {
      const { servers, until } = await room.ask("call.ice")
      this.#servers = servers
      this.#until = until ? Date.parse(until) : Infinity
    } catch {
      // with what we know: in the same network that is enough
    }
  }
}

export const ice = new Ice()
