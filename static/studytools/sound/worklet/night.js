// What is heard at night: a train over the joints of its rails, and insects in the grass.
{
  const { BLOCK, TAU, Pink, Brown, Low, Wander, Ringing, generators } = globalThis.workshop
  const WHEELS = [0, 0.1, 0.62, 0.72] // of the time over one rail: two bogies of two axles

  generators.train = class {
    constructor(dice) {
      Object.assign(this, { dice, deep: [new Brown(dice), new Brown(dice)], air: [new Pink(dice), new Pink(dice)], low: [new Low(260), new Low(260)], floor: [new Low(48), new Low(48)], breeze: [new Low(900), new Low(900)] })
      Object.assign(this, { sway: new Wander(dice), knocks: new Ringing(24), phase: 0, axle: 0 })
    }

    fill(left, right, speed, rails) {
      const sway = 1 + 0.2 * this.sway.next(0.8)
      const wind = 0.06 + 0.16 * speed
      for (const low of this.breeze) low.set(500 + 1_600 * speed)
      for (let i = 0; i < BLOCK; i++) {
        const middle = this.deep[0].next()
        const side = this.deep[1].next() * 0.35
        left[i] = (this.rumble(0, middle + side) + this.breeze[0].next(this.air[0].next()) * wind) * sway
        right[i] = (this.rumble(1, middle - side) + this.breeze[1].next(this.air[1].next()) * wind) * sway
      }
      this.roll((0.35 + 0.75 * speed) / sampleRate, rails)
      this.knocks.add(left, right)
    }

    rumble(side, x) {
      const low = this.low[side].next(x)
      return (low - this.floor[side].next(low)) * 0.4
    }

    roll(step, rails) {
      const from = this.phase
      this.phase += step * BLOCK
      while (this.axle < WHEELS.length && WHEELS[this.axle] < this.phase) this.knock(Math.max(0, Math.floor((WHEELS[this.axle++] - from) / step)), rails)
      if (this.phase >= 1) [this.phase, this.axle] = [this.phase - 1, 0]
    }

    knock(at, rails) {
      const { dice } = this
      const loud = rails * dice.between(0.75, 1) * (this.axle % 2 ? 0.5 : 0.36)
      const pan = this.axle > 2 ? 0.25 : -0.25
      this.knocks.strike(at, dice.between(82, 96), 0.05, loud, pan)
      this.knocks.strike(at, dice.between(190, 230), 0.022, loud * 0.8, pan)
      this.knocks.strike(at, dice.between(520, 760), 0.008, loud * 0.5, pan)
    }
  }

  // One that chirps: some pulses of one tone, and a rest.
  class Cricket {
    constructor(dice, n) {
      Object.assign(this, { dice, hertz: dice.pitch(3_300, 4_500), pan: dice.between(-0.9, 0.9), near: dice.between(0.35, 1), phase: 0, pulse: 0, left: 0, n })
      this.pace = dice.between(24, 31)
      this.rest = dice.between(0.35, 0.9)
    }

    add(left, right, loud) {
      if (this.left <= 0) this.chirp()
      this.left -= BLOCK
      if (this.pulse >= this.until) return
      const step = (TAU * this.hertz) / sampleRate
      const beat = (TAU * this.pace) / sampleRate
      const toLeft = loud * this.near * Math.sqrt(0.5 - 0.5 * this.pan)
      const toRight = loud * this.near * Math.sqrt(0.5 + 0.5 * this.pan)
      for (let i = 0; i < BLOCK; i++) {
        this.phase += step
        this.pulse += beat
        const open = this.pulse < this.until ? 0.5 - 0.5 * Math.cos(this.pulse) : 0
        const tone = Math.sin(this.phase) * open * open
        left[i] += tone * toLeft
        right[i] += tone * toRight
      }
      this.phase %= TAU
    }

    chirp() {
      const pulses = 2 + Math.floor(this.dice.between(0, 3))
      this.until = pulses * TAU
      this.pulse = 0
      this.left = (pulses / this.pace + this.rest * this.dice.between(0.8, 1.25)) * sampleRate
    }
  }

  generators.insects = class {
    constructor(dice) {
      Object.assign(this, { crickets: Array.from({ length: 9 }, (_, n) => new Cricket(dice, n)), air: [new Pink(dice), new Pink(dice)], low: [new Low(800), new Low(800)], floor: [new Low(160), new Low(160)], wander: new Wander(dice) })
    }

    fill(left, right, crickets, breeze) {
      const wind = (0.02 + 0.2 * breeze) * (1 + 0.35 * this.wander.next(0.25))
      for (let i = 0; i < BLOCK; i++) {
        left[i] = this.breeze(0) * wind
        right[i] = this.breeze(1) * wind
      }
      for (const cricket of this.crickets) cricket.add(left, right, 0.15 * Math.min(1, Math.max(0, crickets * 12 - cricket.n)))
    }

    breeze(side) {
      const low = this.low[side].next(this.air[side].next())
      return low - this.floor[side].next(low)
    }
  }
}
