// Asks the device for a passkey, and sends its answer with the form.
// <pass-key data-mode="create|get" data-options='{…}'><form>…<input name="credential">…</form><p data-part="words" hidden></p></pass-key>
// Without options they are fetched from where the form goes. Options and answer are as the WebAuthn specification writes them in JSON.

const WORDS = {
  NotAllowedError: "Nothing was chosen. Try again whenever you like.",
  InvalidStateError: "This device has a passkey for your account already.",
  SecurityError: "Passkeys do not work at this address. Open the site by its usual one.",
  NotSupportedError: "This device cannot keep such a passkey.",
}
const ODD = "The device did not answer as it should. Try again."

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0))

function text(buffer) {
  const chars = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("")
  return btoa(chars).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }))

async function create({ publicKey: options }) {
  const user = { ...options.user, id: bytes(options.user.id) }
  const excludeCredentials = known(options.excludeCredentials)
  const publicKey = { ...options, user, excludeCredentials, challenge: bytes(options.challenge) }
  const made = await navigator.credentials.create({ publicKey })
  return answer(made, { attestationObject: text(made.response.attestationObject) })
}

async function get({ publicKey: options }) {
  const publicKey = { ...options, allowCredentials: known(options.allowCredentials), challenge: bytes(options.challenge) }
  const found = await navigator.credentials.get({ publicKey })
  const { authenticatorData, signature, userHandle } = found.response
  return answer(found, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) })
}

const answer = (credential, response) => ({
  id: credential.id,
  rawId: credential.id,
  type: credential.type,
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  clientExtensionResults: { credProps: credential.getClientExtensionResults().credProps ?? {} },
})

class PassKey extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.words = this.querySelector("[data-part=words]")
    if (!window.PublicKeyCredential) return this.without()
    this.hidden = false
    this.form.addEventListener("submit", (event) => this.ask(event))
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload()) // a question is asked once
  }

  // A browser without passkeys, or an address that is not safe enough for them.
  without() {
    if (this.hidden) return
    this.form.querySelector("button").disabled = true
    this.say(isSecureContext ? "This browser knows no passkeys." : "Passkeys need an address that begins with https.")
  }

  async ask(event) {
    event.preventDefault()
    const button = this.form.querySelector("button")
    button.disabled = true
    this.say("")
    try {
      const credential = await { create, get }[this.dataset.mode](await this.options())
      this.form.elements.credential.value = JSON.stringify(credential)
      this.form.submit()
    } catch (error) {
      this.say(WORDS[error.name] ?? error.words ?? ODD)
    } finally {
      button.disabled = false
    }
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options)
    const response = await fetch(this.form.action, { headers: { Accept: "application/json" } }).catch(() => ({ ok: false }))
    if (response.ok && !response.redirected) return response.json()
    throw Object.assign(new Error(), { words: response.status === 429 ? "That was too often. Please wait a few minutes." : "The site did not answer. Try again." })
  }

  say(words) {
    this.words.textContent = words
    this.words.hidden = !words
  }
}

customElements.define("pass-key", PassKey)
