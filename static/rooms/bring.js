// Modules that come when there is something for them to do, and not before.

// Once `wanted()` holds, `bring()` imports what sees to it: asked now, when `teller` tells `type`, and when the network is back.
export function bringWhen(teller, wanted, bring, type = "change") {
  let coming = null
  const look = () => {
    if (wanted()) coming ??= bring().catch(() => (coming = null))
  }
  teller.on(type, look)
  addEventListener("online", look)
  look()
}

// For a press: `bring()`, or why it could not be, in words.
export function brought(bring) {
  return bring().catch(() => {
    throw new Error(navigator.onLine ? "This could not be fetched. Try again in a moment." : "You are offline. Try again when you are back.")
  })
}
