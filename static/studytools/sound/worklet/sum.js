// All layers of a mix together: nothing below what can be heard, and nothing above what a loudspeaker can do.
{
  const { BLOCK, Low } = globalThis.workshop
  const STRAIGHT = 0.6 // up to here as it is; from here bent, towards 0.95
  const REST = 0.35

  function bend(x) {
    const size = Math.abs(x)
    return size < STRAIGHT ? x : Math.sign(x) * (STRAIGHT + REST * Math.tanh((size - STRAIGHT) / REST))
  }

  class Sum extends AudioWorkletProcessor {
    floors = [new Low(16), new Low(16)]

    process(inputs, [sides]) {
      for (const input of inputs) input.forEach((from, side) => this.add(from, sides[side]))
      sides.forEach((samples, side) => this.finish(samples, this.floors[side]))
      return true
    }

    add(from, to) {
      for (let i = 0; i < BLOCK; i++) to[i] += from[i]
    }

    finish(samples, floor) {
      for (let i = 0; i < BLOCK; i++) samples[i] = bend(samples[i] - floor.next(samples[i]))
    }
  }

  registerProcessor("sound-sum", Sum)
}
