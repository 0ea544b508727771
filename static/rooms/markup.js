// Markup comes from the server: copies of its <template>s, and the parts it has named.

export const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true)

export const part = (element, name) => element.querySelector(`[data-part="${name}"]`)

// Sets the text only where it differs, so that screen readers and selections are left alone.
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}

export const list = (words) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(words)
