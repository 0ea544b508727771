// What a close code asks of us, as the protocol page says: stop, or come back after so many milliseconds.

const STOPS = new Set([1000, 1007, 4400, 4401, 4403, 4404, 4410])
const PAUSES = { 1012: () => Math.random() * 3_000, 4409: () => 10_000, 4429: () => 10_000 }
const LADDER = [10, 50, 200, 500, 1_000, 2_000, 5_000] // Phoenix climbs the same way

export const stops = (code) => STOPS.has(code)

// `tries`: how many have failed since the last connection that held.
export function pause(code, tries) {
  const step = LADDER[Math.min(tries, LADDER.length - 1)]
  return PAUSES[code]?.() ?? step * (0.5 + Math.random())
}
