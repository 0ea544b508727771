// Asks for focus on behalf of an element in the line, and says there what came of it.
import { focus } from "./state.js"

// Resolves to what `ok` carries, or nothing where it was refused.
export async function asking(element, type, asked, fields) {
  const trouble = (detail) => element.dispatchEvent(new CustomEvent("focus:trouble", { detail, bubbles: true }))
  try {
    const reply = await focus.ask(type, asked, fields)
    trouble("")
    return reply
  } catch (refusal) {
    trouble(refusal.message)
  }
}
