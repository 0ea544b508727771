// A new id for what this page asks for, so that asking again does it once. Without a secure context there is no crypto.randomUUID.

export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")
