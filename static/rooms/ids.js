// Names for what is made here before the server has named it.

// Without a secure context there is no crypto.randomUUID.
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
