// A sound as loud as this person likes the timer's.
import { taste } from "./timer/taste.js"
import { tones } from "./timer/tones.js"

export const chime = (name) => taste.audible && tones.play(name, taste.now.volume / 100)
