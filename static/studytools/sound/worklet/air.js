// Wind round a house, and a fire in it.
{
  const { BLOCK, Pink, Brown, Low, Band, Arrivals, Wander, Ringing, generators } = globalThis.workshop

  generators.wind = class {
    constructor(dice) {
      this.noises = [new Pink(dice), new Pink(dice)]
      this.bands = [new Band(300, 0.8), new Band(300, 0.8)]
      this.reeds = [new Band(700, 20), new Band(700, 20)]
      this.wanders = Array.from({ length: 5 }, () => new Wander(dice))
    }

    fill(left, right, gusts, whistle) {
      const [gust, lull, pitch, reed, side] = this.wanders
      const force = Math.max(0.08, 1 + (0.25 + gusts) * (0.55 * gust.next(0.12 + 0.25 * gusts) + 0.35 * lull.next(0.7)))
      const bend = side.next(0.15) * 0.12
      const centre = 300 * force ** 0.9 * (1 + 0.25 * pitch.next(0.3))
      const tone = 520 * force ** 0.7 * (1 + 0.12 * reed.next(0.5))
      this.bands.forEach((band, n) => band.set(centre * (1 + (n ? bend : -bend)), 0.75))
      this.reeds.forEach((band, n) => band.set(tone * (n ? 1.013 : 1), 22))
      this.blow(left, right, force * 0.62, force ** 2 * whistle * 1.5, bend)
    }

    blow(left, right, loud, reeds, bend) {
      const [middle, side] = this.noises
      for (let i = 0; i < BLOCK; i++) {
        const both = middle.next()
        const apart = side.next() * 0.5
        left[i] = this.bands[0].next(both + apart) * loud * (1 - bend) + this.reeds[0].next(both + apart) * reeds
        right[i] = this.bands[1].next(both - apart) * loud * (1 + bend) + this.reeds[1].next(both - apart) * reeds
      }
    }
  }

  // Crackles come in bursts: while a log gives way, many; between, few.
  generators.fire = class {
    constructor(dice) {
      Object.assign(this, { dice, deep: [new Brown(dice), new Brown(dice)], hiss: new Pink(dice), floor: [new Low(65), new Low(65)], low: new Low(900), flicker: new Wander(dice), mood: new Wander(dice) })
      Object.assign(this, { snaps: new Arrivals(dice), bursts: new Arrivals(dice), sparks: new Ringing(48), burst: 0 })
    }

    fill(left, right, crackle, roar) {
      const flicker = 1 + 0.35 * this.flicker.next(6) + 0.25 * this.mood.next(0.4)
      const loud = (0.07 + 0.32 * roar) * flicker
      const [one, two] = this.deep
      for (let i = 0; i < BLOCK; i++) {
        const air = this.hiss.next()
        const breath = (air - this.low.next(air)) * 0.035 * flicker
        const middle = one.next()
        const side = two.next() * 0.4
        left[i] = this.above(0, middle + side) * loud + breath
        right[i] = this.above(1, middle - side) * loud + breath
      }
      this.crackle(crackle)
      this.sparks.add(left, right)
    }

    above(side, x) {
      return x - this.floor[side].next(x)
    }

    crackle(often) {
      const { dice } = this
      this.bursts.each(0.25 + often * 0.9, () => (this.burst = dice.between(10, 45)))
      this.burst *= Math.exp(-BLOCK / sampleRate / 0.16)
      this.snaps.each((2.5 + this.burst) * (0.15 + 1.6 * often), (at) => {
        const size = dice.between(0, 1) ** 4
        const pan = dice.between(-0.6, 0.6)
        const loud = 0.06 + 0.5 * size
        this.sparks.strike(at, dice.pitch(1_400, 5_500) * (1 - 0.55 * size), dice.between(0.0006, 0.0022) * (1 + 2 * size), loud, pan)
        this.sparks.strike(at, dice.pitch(300, 900), dice.between(0.002, 0.006), loud * 0.5, pan)
      })
    }
  }
}
