// What scenes draw with: a sheet of 800 by 600 in the colours of the theme, laid over its place and cut at the sides or the top, never
// at the foot. Shapes are SVG paths.
export const WIDTH = 800
export const HEIGHT = 600
const SHARPEST = 2 // pixels of the screen for one of ours; more is not seen in drawings this soft
const SMALL = 480 // CSS pixels of width, under which there is no room for what lies about

const shapes = new Map()

function shape(path) {
  if (path instanceof Path2D) return path
  if (!shapes.has(path)) shapes.set(path, new Path2D(path))
  return shapes.get(path)
}

// The same numbers from 0 to 1 each time, so that a scene is the same place again.
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export class Painter {
  #colours = new Map()

  constructor(canvas, probe) {
    this.canvas = canvas
    this.pen = canvas.getContext("2d")
    this.probe = probe
  }

  fit(width, height) {
    const ratio = Math.min(devicePixelRatio, SHARPEST)
    const scale = Math.max(width / WIDTH, height / HEIGHT) || 1 // a page that is being left has no size any more
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(height * ratio)
    this.left = (WIDTH - width / scale) / 2
    this.right = WIDTH - this.left
    this.top = HEIGHT - height / scale
    this.small = width < SMALL
    this.pen.setTransform(scale * ratio, 0, 0, scale * ratio, -this.left * scale * ratio, -this.top * scale * ratio)
    this.pen.lineCap = this.pen.lineJoin = "round"
  }

  // Another theme: colours are looked up anew.
  repaint() {
    this.#colours.clear()
  }

  clear() {
    this.pen.clearRect(this.left - 1, this.top - 1, this.right - this.left + 2, HEIGHT - this.top + 2)
  }

  colour(name, alpha = null) {
    if (!this.#colours.has(name)) {
      this.probe.style.color = `var(--${name})`
      this.#colours.set(name, getComputedStyle(this.probe).color)
    }
    const colour = this.#colours.get(name)
    return alpha === null ? colour : colour.replace(/\s*(\/[^)]*)?\)$/, ` / ${alpha})`)
  }

  fill(name, path, alpha = 1) {
    this.pen.globalAlpha = alpha
    this.pen.fillStyle = this.colour(name)
    this.pen.fill(shape(path))
    this.pen.globalAlpha = 1
  }

  line(name, path, width = 1.5, alpha = 1) {
    this.pen.globalAlpha = alpha
    this.pen.strokeStyle = this.colour(name)
    this.pen.lineWidth = width
    this.pen.stroke(shape(path))
    this.pen.globalAlpha = 1
  }

  dot(name, x, y, radius, alpha = 1) {
    this.pen.globalAlpha = alpha
    this.pen.fillStyle = this.colour(name)
    this.pen.beginPath()
    this.pen.arc(x, y, radius, 0, 2 * Math.PI)
    this.pen.fill()
    this.pen.globalAlpha = 1
  }

  sky(above = "sky-1", below = "sky-2") {
    const fade = this.pen.createLinearGradient(0, this.top, 0, HEIGHT)
    fade.addColorStop(0, this.colour(above))
    fade.addColorStop(1, this.colour(below))
    this.pen.fillStyle = fade
    this.pen.fillRect(this.left - 1, this.top - 1, this.right - this.left + 2, HEIGHT - this.top + 2)
  }

  glow(name, x, y, radius, strength) {
    const light = this.pen.createRadialGradient(x, y, 0, x, y, radius)
    for (const [at, share] of [[0, 1], [0.3, 0.5], [0.65, 0.14], [1, 0]]) light.addColorStop(at, this.colour(name, strength * share))
    this.pen.fillStyle = light
    this.pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
  }

  // Draws only inside the path.
  within(path, draw) {
    this.pen.save()
    this.pen.clip(shape(path))
    draw()
    this.pen.restore()
  }
}
