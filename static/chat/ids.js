// Names for what is sent, so that it may be sent again.

// Without a secure context there is no crypto.randomUUID.
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
