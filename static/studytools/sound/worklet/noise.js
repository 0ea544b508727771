// White, pink and brown noise: as they are, warmer, or swaying.
{
  const { BLOCK, TAU, Pink, Brown, Low, generators } = globalThis.workshop
  const WIDE = 0.45 // of what is the same on both sides, the other way round on each
  const SWAY_SECONDS = 13

  class Noise {
    constructor(middle, side, loud) {
      Object.assign(this, { middle, side, loud, phase: 0 })
      this.warm = [new Low(60_000), new Low(60_000)]
    }

    fill(left, right, warmth, sway) {
      const [one, two] = this.warm
      for (const low of this.warm) low.set(60_000 * (350 / 60_000) ** warmth)
      this.phase = (this.phase + (TAU * BLOCK) / sampleRate / SWAY_SECONDS) % TAU
      const toLeft = this.loud * (1 - sway * 0.4 * (1 + Math.sin(this.phase)))
      const toRight = this.loud * (1 - sway * 0.4 * (1 + Math.sin(this.phase + 0.7)))
      for (let i = 0; i < BLOCK; i++) {
        const middle = this.middle.next()
        const side = this.side.next() * WIDE
        left[i] = one.next(middle + side) * toLeft
        right[i] = two.next(middle - side) * toRight
      }
    }
  }

  generators.white = class extends Noise {
    constructor(dice) {
      super(dice, dice, 0.06)
    }
  }

  generators.pink = class extends Noise {
    constructor(dice) {
      super(new Pink(dice), new Pink(dice), 0.1)
    }
  }

  generators.brown = class extends Noise {
    constructor(dice) {
      super(new Brown(dice), new Brown(dice), 0.2)
    }
  }
}
