// Waves that come in and run out, and a stream with its bubbles.
{
  const { BLOCK, Pink, Brown, Low, Band, Arrivals, Wander, Ringing, generators } = globalThis.workshop
  const BREAKS = 0.42 // of a wave's time, at which it is loudest

  // Gathers slowly, breaks, and runs out.
  const swell = (phase) => (phase < BREAKS ? (phase / BREAKS) ** 2.4 : Math.exp((BREAKS - phase) * 5.2))

  class Wave {
    constructor(dice, phase) {
      Object.assign(this, { dice, phase, middle: new Pink(dice), side: new Pink(dice), envelope: 0, pan: 0 })
      this.low = [new Low(500), new Low(500)]
      this.begin()
    }

    begin() {
      this.length = this.dice.between(0.8, 1.25)
      this.loud = this.dice.between(0.65, 1)
      this.pan = this.dice.between(-0.3, 0.3)
    }

    add(left, right, seconds, surf) {
      this.phase += BLOCK / sampleRate / (seconds * this.length)
      if (this.phase >= 1) {
        this.phase -= 1
        this.begin()
      }
      const goal = swell(this.phase) * this.loud
      const step = (goal - this.envelope) / BLOCK / 12
      for (const low of this.low) low.set(260 + this.envelope * (1_400 + 4_800 * surf))
      const [one, two] = this.low
      for (let i = 0; i < BLOCK; i++) {
        this.envelope += step
        const middle = this.middle.next()
        const side = this.side.next() * 0.5
        left[i] += one.next(middle + side) * this.envelope * (1 - this.pan)
        right[i] += two.next(middle - side) * this.envelope * (1 + this.pan)
      }
    }
  }

  generators.waves = class {
    constructor(dice) {
      Object.assign(this, { waves: [new Wave(dice, 0.1), new Wave(dice, 0.62)], deep: new Brown(dice), low: new Low(180) })
    }

    fill(left, right, pace, surf) {
      for (let i = 0; i < BLOCK; i++) left[i] = right[i] = this.low.next(this.deep.next()) * 0.35
      for (const wave of this.waves) wave.add(left, right, 15 - 10 * pace, surf)
      for (let i = 0; i < BLOCK; i++) {
        left[i] *= 0.3
        right[i] *= 0.3
      }
    }
  }

  generators.stream = class {
    constructor(dice) {
      Object.assign(this, { dice, noises: [new Pink(dice), new Pink(dice), new Pink(dice)], bands: [new Band(700, 0.6), new Band(760, 0.6)] })
      Object.assign(this, { wander: new Wander(dice), arrivals: new Arrivals(dice), bubbles: new Ringing(48) })
    }

    fill(left, right, flow, bubbles) {
      const { dice } = this
      const [both, one, two] = this.noises
      const drift = this.wander.next(0.6)
      this.bands.forEach((band, n) => band.set((520 + 60 * n + 700 * flow) * (1 + 0.12 * drift), 0.55))
      const loud = 0.5 * (0.35 + 0.75 * flow)
      for (let i = 0; i < BLOCK; i++) {
        const middle = both.next()
        left[i] = this.bands[0].next(middle + one.next() * 0.6) * loud
        right[i] = this.bands[1].next(middle + two.next() * 0.6) * loud
      }
      this.arrivals.each((12 + 90 * flow) * (0.2 + 1.2 * bubbles), (at) => {
        const size = dice.between(0, 1)
        const loud = 0.05 * (0.3 + 0.9 * bubbles) * (0.3 + size * size)
        this.bubbles.strike(at, dice.pitch(420, 1_900) * (1.25 - 0.5 * size), dice.between(0.008, 0.03) * (0.6 + size), loud, dice.between(-0.7, 0.7), dice.between(1, 7))
      })
      this.bubbles.add(left, right)
    }
  }
}
