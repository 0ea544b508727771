// A new password: how strong it is, in words while it is typed, and a button to look at it. The rule is that of accounts/passwords.py.
// <password-strength for="id_password1"></password-strength>; a box for a new password that has none gets one by itself.

const LONG = 12, MIXED = 8, CALM = 800 // milliseconds without a key before a screen reader is told
const WORDS = ["", "Not yet", "Fair", "Good", "Strong"]

const classes = (text) => [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((one) => one.test(text)).length

// {score: 0 to 4, words}
export function judge(text, avoid = []) {
  const length = [...text].length
  const mixed = classes(text) === 3
  if (!length) return { score: 0, words: "" }
  if (length < (mixed ? MIXED : LONG)) return { score: 1, words: `${WORDS[1]}: ${missing(length, mixed)}.` }
  if (avoid.some((word) => word.length > 2 && text.toLowerCase().includes(word.toLowerCase()))) return { score: 2, words: "Fair: it contains your name." }
  const score = bits(text) < 45 ? 2 : bits(text) < 65 ? 3 : 4
  return { score, words: WORDS[score] + (score === 2 ? ": longer, or less regular, is better." : ".") }
}

function missing(length, mixed) {
  const more = (least) => (least - length === 1 ? "1 more character" : `${least - length} more characters`)
  if (mixed) return more(MIXED)
  return length < MIXED ? `${more(LONG)}, or ${more(MIXED)} and a mix of letters, numbers and symbols` : `${more(LONG)}, or a mix of letters, numbers and symbols`
}

// Characters that follow from the one before (aaa, abc, 321) count for little.
function bits(text) {
  const codes = [...text].map((char) => char.codePointAt(0))
  const surprising = codes.filter((code, place) => !place || Math.abs(code - codes[place - 1]) > 1).length
  return Math.min(surprising, new Set(codes).size * 1.5) * Math.log2(26 * classes(text))
}

class PasswordStrength extends HTMLElement {
  connectedCallback() {
    this.input = document.getElementById(this.getAttribute("for")) ?? this.querySelector("input")
    if (!this.input || this.meter) return
    this.meter = Object.assign(document.createElement("meter"), { min: 0, max: 4, low: 2, high: 3, optimum: 4, ariaHidden: "true" })
    this.words = Object.assign(document.createElement("span"), { className: "soft", ariaHidden: "true" })
    this.told = Object.assign(document.createElement("span"), { className: "visually-hidden", ariaLive: "polite" })
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Show" })
    this.button.setAttribute("aria-controls", this.input.id)
    this.append(this.button, this.meter, this.words, this.told)
    this.button.addEventListener("click", () => this.show(this.input.type === "password"))
    this.input.addEventListener("input", () => this.update())
    this.input.form?.addEventListener("submit", () => this.show(false)) // or browsers do not offer to keep it
    this.show(false)
    this.update()
  }

  disconnectedCallback() {
    clearTimeout(this.calm)
  }

  get boxes() {
    return [this.input, ...(this.input.form?.querySelectorAll('input[autocomplete="new-password"]') ?? [])]
  }

  show(plain) {
    for (const box of this.boxes) box.type = plain ? "text" : "password"
    this.button.textContent = plain ? "Hide" : "Show"
    this.button.setAttribute("aria-label", plain ? "Hide the password" : "Show the password")
  }

  update() {
    const names = [...(this.input.form?.querySelectorAll('[name="username"], [name="email"]') ?? [])].map((box) => box.value.split("@")[0])
    const { score, words } = judge(this.input.value, names)
    this.meter.value = score
    this.meter.hidden = !score
    this.words.textContent = words
    this.dataset.score = score
    clearTimeout(this.calm)
    this.calm = setTimeout(() => (this.told.textContent = words && `Password: ${words}`), CALM)
  }
}

customElements.define("password-strength", PasswordStrength)

for (const form of document.forms) {
  const box = form.querySelector('input[autocomplete="new-password"]')
  if (!box?.id || document.querySelector(`password-strength[for="${CSS.escape(box.id)}"]`)) continue
  const strength = document.createElement("password-strength")
  strength.setAttribute("for", box.id)
  box.after(strength)
}
