// Rain: light, heavy, and on a roof; a hiss of what falls far away, drops that can be told apart, and thunder.
{
  const { BLOCK, Pink, Brown, Low, Arrivals, Wander, Ringing, generators } = globalThis.workshop

  // Hiss between two pitches, a little different on both sides.
  class Hiss {
    constructor(dice, low, high) {
      this.noises = [new Pink(dice), new Pink(dice), new Pink(dice)]
      this.floor = [new Low(low), new Low(low)]
      this.roof = [new Low(high), new Low(high)]
    }

    fill(left, right, loud) {
      const [both, one, two] = this.noises
      for (let i = 0; i < BLOCK; i++) {
        const middle = both.next() * 0.7
        left[i] = this.cut(0, middle + one.next() * 0.5) * loud
        right[i] = this.cut(1, middle + two.next() * 0.5) * loud
      }
    }

    cut(side, x) {
      const high = x - this.floor[side].next(x)
      return this.roof[side].next(high)
    }
  }

  generators["rain-light"] = class {
    constructor(dice) {
      Object.assign(this, { dice, hiss: new Hiss(dice, 900, 5_500), drops: new Ringing(40), arrivals: new Arrivals(dice), wander: new Wander(dice) })
    }

    fill(left, right, drops, near) {
      const { dice } = this
      const swell = 1 + 0.18 * this.wander.next(0.3)
      this.hiss.fill(left, right, 0.32 * swell * (0.45 + 0.55 * drops) * (1.15 - 0.6 * near))
      this.arrivals.each(15 + 260 * drops * drops, (at) => {
        const size = dice.between(0, 1) ** 3
        const loud = (0.02 + 0.16 * size) * (0.3 + 1.1 * near)
        this.drops.strike(at, dice.pitch(1_500, 6_000) * (1 - 0.5 * size), dice.between(0.0012, 0.004) * (1 + 2 * size), loud, dice.between(-0.8, 0.8))
      })
      this.drops.add(left, right)
    }
  }

  generators["rain-heavy"] = class {
    constructor(dice) {
      Object.assign(this, { dice, hiss: new Hiss(dice, 600, 8_000), drops: new Ringing(48), arrivals: new Arrivals(dice), wander: new Wander(dice) })
      Object.assign(this, { storms: new Arrivals(dice), roll: new Wander(dice), deep: new Brown(dice), far: new Low(110), rumble: 0, fading: 0 })
    }

    fill(left, right, strength, thunder) {
      const { dice } = this
      this.hiss.roof.forEach((low) => low.set(5_000 + 8_000 * strength))
      this.hiss.fill(left, right, 0.34 * (0.55 + 0.7 * strength) * (1 + 0.14 * this.wander.next(0.5)))
      this.arrivals.each(120 + 260 * strength, (at) => {
        this.drops.strike(at, dice.pitch(900, 5_000), dice.between(0.001, 0.003), 0.012 + 0.06 * dice.between(0, 1) ** 4, dice.between(-0.9, 0.9))
      })
      this.drops.add(left, right)
      if (thunder > 0.01 || this.fading > 0.001) this.thunder(left, right, thunder)
    }

    // It rolls: comes within half a second, and dies away over several.
    thunder(left, right, often) {
      this.storms.each(often / 14, () => (this.fading = this.dice.between(0.5, 1)))
      const roll = 0.65 + 0.35 * this.roll.next(2.5)
      this.fading *= Math.exp(-BLOCK / sampleRate / 2.6)
      for (let i = 0; i < BLOCK; i++) {
        this.rumble += (this.fading * roll - this.rumble) * 0.00012
        const sound = this.far.next(this.deep.next()) * this.rumble * 0.55
        left[i] += sound
        right[i] += sound
      }
    }
  }

  generators["rain-roof"] = class {
    constructor(dice) {
      Object.assign(this, { dice, hiss: new Hiss(dice, 120, 900), drops: new Ringing(64), arrivals: new Arrivals(dice), wander: new Wander(dice) })
    }

    fill(left, right, drops, tin) {
      const { dice } = this
      this.hiss.roof.forEach((low) => low.set(700 + 2_600 * tin))
      this.hiss.fill(left, right, 0.3 * (0.5 + 0.5 * drops) * (1 + 0.15 * this.wander.next(0.4)))
      this.arrivals.each(25 + 300 * drops * drops, (at) => {
        const size = dice.between(0, 1) ** 3
        const pan = dice.between(-0.85, 0.85)
        const loud = 0.03 + 0.15 * size
        this.drops.strike(at, dice.pitch(240, 900), dice.between(0.004, 0.012), loud * (1 - 0.6 * tin), pan)
        this.drops.strike(at, dice.pitch(1_300, 3_800), dice.between(0.003, 0.004 + 0.016 * tin), loud * (0.12 + 0.5 * tin), pan)
      })
      this.drops.add(left, right)
    }
  }
}
