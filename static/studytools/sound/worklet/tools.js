// What the generators are made of. Modules of a worklet know no import map, so each is loaded by itself and they meet in `workshop`.

const BLOCK = 128 // samples a worklet makes at a time
const TAU = 2 * Math.PI

// Chance that can be repeated: the same seed, the same throws (xorshift, Marsaglia 2003).
class Dice {
  constructor(seed) {
    this.state = seed | 0 || 1
    for (let n = 0; n < 20; n++) this.next()
  }

  // -1 to 1: white noise.
  next() {
    let s = this.state
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    this.state = s
    return s * 4.656612873077393e-10
  }

  between(low, high) {
    return low + (this.next() * 0.5 + 0.5) * (high - low)
  }

  // As many octaves from low to high, each as likely.
  pitch(low, high) {
    return low * (high / low) ** (this.next() * 0.5 + 0.5)
  }
}

// Noise that loses 3 dB an octave: poles and zeros by turns, two octaves apart.
class Pink {
  constructor(dice) {
    this.dice = dice
    this.poles = Float64Array.from([0, 1, 2, 3, 4, 5], (n) => Math.exp((-TAU * 6 * 4 ** n) / sampleRate))
    this.zeros = Float64Array.from([0, 1, 2, 3, 4, 5], (n) => Math.exp((-TAU * 12 * 4 ** n) / sampleRate))
    this.last = new Float64Array(7)
  }

  next() {
    const { poles, zeros, last } = this
    let x = this.dice.next()
    let before = last[0]
    for (let n = 0; n < 6; n++) {
      const after = last[n + 1]
      const y = x - zeros[n] * before + poles[n] * after
      last[n] = x
      before = after
      x = y
    }
    return (last[6] = x)
  }
}

// Noise that loses 6 dB an octave, above 12 Hz.
class Brown {
  constructor(dice) {
    this.dice = dice
    this.keep = Math.exp((-TAU * 12) / sampleRate)
    this.value = 0
  }

  next() {
    return (this.value = this.value * this.keep + this.dice.next() * 0.06)
  }
}

// Lets through what is lower, or what is left is what is higher; 6 dB an octave.
class Low {
  constructor(hertz) {
    this.value = 0
    this.set(hertz)
  }

  set(hertz) {
    this.step = 1 - Math.exp((-TAU * hertz) / sampleRate)
  }

  next(x) {
    return (this.value += this.step * (x - this.value))
  }
}

// Lets through what is near `hertz`, the nearer the larger `q` (a state variable filter, as Simper describes it).
class Band {
  constructor(hertz, q) {
    this.one = this.two = 0
    this.set(hertz, q)
  }

  set(hertz, q) {
    const g = Math.tan((Math.PI * Math.min(hertz, sampleRate * 0.45)) / sampleRate)
    this.k = 1 / q
    this.a = 1 / (1 + g * (g + this.k))
    this.b = g * this.a
    this.g = g
  }

  next(x) {
    const high = x - this.two
    const band = this.a * this.one + this.b * high
    const low = this.two + this.g * band
    this.one = 2 * band - this.one
    this.two = 2 * low - this.two
    return band * this.k
  }
}

globalThis.workshop = { generators: {}, BLOCK, TAU, Dice, Pink, Brown, Low, Band }
