// What lies on the sill: books, and a cup of something hot.

const SILL = "M-400 548h1600v52h-1600z"
const EDGE = "M-400 548h1600"
const BOOKS = ["M196 533h104v15h-104z", "M205 519h88v14h-88z", "M199 507h80v12h-80z"]
const BOOK_LINES = "M196 533h104v15h-104zM205 519h88v14h-88zM199 507h80v12h-80zM212 533v15M285 533v15M276 519v14M212 507v12"
const CUP = "M334 520h28v16c0 8 -5 12 -11 12h-6c-6 0 -11 -4 -11 -12z"
const CUP_LINES = `${CUP}M362 525c9 -1 10 13 -2 13`

export function sill(p) {
  p.fill("sill", SILL)
  p.line("sill-edge", EDGE)
  if (p.small) return
  BOOKS.forEach((book, n) => p.fill(`cloth-${n + 1}`, book))
  p.line("drawn", BOOK_LINES)
  p.fill("raised", CUP)
  p.line("drawn", CUP_LINES)
}

export function steam(p, seconds) {
  if (p.small) return
  for (const [x, y, turn] of [[343, 512, 0], [353, 511, 1.3]]) {
    const sway = Math.sin(0.9 * seconds + turn)
    p.line("rain", new Path2D(`M${x} ${y}c${-5 * sway} -6 ${5 * sway} -9 0 -16`), 1.8, 0.75 + 0.25 * Math.sin(0.6 * seconds + turn))
  }
}
