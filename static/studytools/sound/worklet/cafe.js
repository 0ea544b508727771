// A café: people at tables behind each other, whom nobody understands, and now and then a cup.
{
  const { BLOCK, Pink, Low, Band, Arrivals, Wander, Ringing, generators } = globalThis.workshop

  // Somebody who talks: a voice with two formants, syllable by syllable, and pauses to listen.
  class Talker {
    constructor(dice, n) {
      this.dice = dice
      this.hertz = dice.pitch(95, 210)
      this.pan = -0.8 + (1.6 * n) / 7
      this.near = dice.between(0.5, 1)
      this.bands = [new Band(500, 5), new Band(1_400, 7)]
      Object.assign(this, { phase: 0, pitch: this.hertz, goal: 0, envelope: 0, left: 0, talks: n % 2 === 0 })
    }

    syllable() {
      const { dice } = this
      if (dice.between(0, 1) < 0.045) this.talks = !this.talks
      const stressed = dice.between(0, 1)
      this.left = dice.between(0.09, 0.26) * sampleRate
      this.goal = this.talks && stressed > 0.18 ? 0.35 + 0.65 * stressed : 0
      this.pitch = this.hertz * (0.88 + 0.3 * stressed)
      this.bands[0].set(dice.pitch(280, 720), 5)
      this.bands[1].set(dice.pitch(850, 2_100), 7)
    }

    add(left, right, loud) {
      this.left -= BLOCK
      if (this.left < 0) this.syllable()
      if (!loud || (!this.goal && this.envelope < 1e-4)) return // listens
      const step = this.pitch / sampleRate
      const toLeft = loud * this.near * (1 - this.pan) * 0.5
      const toRight = loud * this.near * (1 + this.pan) * 0.5
      const [one, two] = this.bands
      for (let i = 0; i < BLOCK; i++) {
        this.envelope += (this.goal - this.envelope) * 0.0009
        this.phase += step
        if (this.phase >= 1) this.phase -= 1
        const closing = 1 - this.phase
        const throat = (closing * closing * closing - 0.25 + this.dice.next() * 0.12) * this.envelope
        const voice = one.next(throat) + two.next(throat) * 0.55
        left[i] += voice * toLeft
        right[i] += voice * toRight
      }
    }
  }

  // The walls: two echoes on each side, which blur the words.
  class Walls {
    constructor() {
      this.lines = [0.0297, 0.0371, 0.0411, 0.0437].map((seconds) => new Float64Array(Math.round(seconds * sampleRate)))
      this.places = [0, 0, 0, 0]
      this.soft = [0, 1, 2, 3].map(() => new Low(1_500))
    }

    echo(n, x) {
      const line = this.lines[n]
      const place = this.places[n]
      const heard = line[place]
      line[place] = x + this.soft[n].next(heard) * 0.72
      this.places[n] = place + 1 === line.length ? 0 : place + 1
      return heard
    }

    fill(left, right) {
      for (let i = 0; i < BLOCK; i++) {
        const one = left[i]
        const two = right[i]
        left[i] = one * 0.5 + (this.echo(0, one) + this.echo(1, one * 0.6 + two * 0.4)) * 0.5
        right[i] = two * 0.5 + (this.echo(2, two) + this.echo(3, two * 0.6 + one * 0.4)) * 0.5
      }
    }
  }

  generators.cafe = class {
    constructor(dice) {
      Object.assign(this, { dice, talkers: Array.from({ length: 8 }, (_, n) => new Talker(dice, n)), walls: new Walls(), cups: new Ringing(16), clinks: new Arrivals(dice) })
      Object.assign(this, { noises: [new Pink(dice), new Pink(dice)], bands: [new Band(420, 0.8), new Band(460, 0.8)], wander: new Wander(dice) })
    }

    fill(left, right, people, cups) {
      const crowd = (0.1 + 0.3 * people) * (1 + 0.3 * this.wander.next(2.2))
      for (let i = 0; i < BLOCK; i++) {
        left[i] = this.bands[0].next(this.noises[0].next()) * crowd
        right[i] = this.bands[1].next(this.noises[1].next()) * crowd
      }
      this.talkers.forEach((talker, n) => talker.add(left, right, 0.55 * Math.min(1, Math.max(0, people * 11 + 1.5 - n))))
      this.clinks.each(cups * cups * 2.4, (at) => this.clink(at))
      this.cups.add(left, right)
      this.walls.fill(left, right)
    }

    clink(at) {
      const { dice } = this
      const hertz = dice.pitch(1_900, 3_600)
      const pan = dice.between(-0.8, 0.8)
      const loud = dice.between(0.02, 0.09)
      for (const [times, part] of [[1, 1], [1.51, 0.5], [2.27, 0.3]]) this.cups.strike(at, hertz * times, dice.between(0.03, 0.1) / times, loud * part, pan) // prettier-ignore
    }
  }
}
