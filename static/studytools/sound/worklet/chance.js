// What happens by chance: when something strikes, how something wanders, and what rings once it is struck.
{
  const { BLOCK, TAU } = globalThis.workshop

  // So many a second on average, at any moment (a Poisson process).
  class Arrivals {
    constructor(dice) {
      this.dice = dice
      this.wait = this.pause()
    }

    pause() {
      return -Math.log(1 - this.dice.between(0, 0.99999))
    }

    // act(offset in this block) for each that comes in it.
    each(perSecond, act) {
      const pace = perSecond / sampleRate
      const end = pace * BLOCK
      while (this.wait < end) {
        act(Math.min(BLOCK - 1, Math.floor(this.wait / pace)))
        this.wait += this.pause()
      }
      this.wait -= end
    }
  }

  // A value from -1 to 1 that drifts to a new one about so often a second; asked once a block.
  class Wander {
    constructor(dice) {
      this.dice = dice
      this.arrivals = new Arrivals(dice)
      this.goal = this.near = this.value = dice.next()
      this.turn = () => (this.goal = dice.next())
    }

    next(perSecond) {
      this.arrivals.each(perSecond, this.turn)
      const step = 1 - Math.exp((-TAU * perSecond * BLOCK) / sampleRate)
      this.near += step * (this.goal - this.near)
      return (this.value += step * (this.near - this.value))
    }
  }

  // Voices that ring and fade: each a turning arrow that shrinks. When all are taken, the oldest falls silent for the newest.
  class Ringing {
    constructor(count) {
      this.count = count
      this.oldest = 0
      const row = () => new Float64Array(count)
      Object.assign(this, { x: row(), y: row(), c: row(), s: row(), rise: row(), left: row(), right: row(), start: row() })
    }

    // `decay` in s to a third, `pan` -1 to 1, `rise` in octaves a second.
    strike(at, hertz, decay, loud, pan = 0, rise = 0) {
      const n = this.oldest
      this.oldest = (n + 1) % this.count
      const shrink = Math.exp(-1 / (decay * sampleRate))
      const turn = (TAU * hertz) / sampleRate
      this.x[n] = loud
      this.y[n] = 0
      this.c[n] = shrink * Math.cos(turn)
      this.s[n] = shrink * Math.sin(turn)
      this.rise[n] = (turn * rise * Math.LN2 * BLOCK) / sampleRate
      this.left[n] = Math.sqrt(0.5 - 0.5 * pan)
      this.right[n] = Math.sqrt(0.5 + 0.5 * pan)
      this.start[n] = at
    }

    add(left, right) {
      for (let n = 0; n < this.count; n++) if (Math.abs(this.x[n]) + Math.abs(this.y[n]) > 1e-5) this.one(n, left, right)
    }

    one(n, left, right) {
      const { c, s } = { c: this.c[n], s: this.s[n] }
      const toLeft = this.left[n]
      const toRight = this.right[n]
      let x = this.x[n]
      let y = this.y[n]
      for (let i = this.start[n]; i < BLOCK; i++) {
        const turned = x * c - y * s
        y = x * s + y * c
        x = turned
        left[i] += y * toLeft
        right[i] += y * toRight
      }
      this.x[n] = x
      this.y[n] = y
      this.start[n] = 0
      if (this.rise[n]) this.bend(n)
    }

    // The arrow turns a little faster from block to block.
    bend(n) {
      const angle = this.rise[n]
      const c = this.c[n]
      this.c[n] = c * Math.cos(angle) - this.s[n] * Math.sin(angle)
      this.s[n] = c * Math.sin(angle) + this.s[n] * Math.cos(angle)
    }
  }

  Object.assign(globalThis.workshop, { Arrivals, Wander, Ringing })
}
