// Binaural beats: two tones, one for each ear, that differ by a few hertz.
{
  const { BLOCK, TAU, generators } = globalThis.workshop

  generators.binaural = class {
    constructor() {
      Object.assign(this, { one: 0, two: 0, pitch: 0, beat: 0 })
    }

    // 80 to 320 Hz, 1 to 40 beats a second; both glide.
    fill(left, right, pitch, beat) {
      const glide = 1 - Math.exp(-BLOCK / sampleRate / 0.2)
      const goal = 80 * 4 ** pitch
      this.pitch += this.pitch ? (goal - this.pitch) * glide : goal
      const beats = 40 ** beat
      this.beat += this.beat ? (beats - this.beat) * glide : beats
      const slow = (TAU * (this.pitch - this.beat / 2)) / sampleRate
      const fast = (TAU * (this.pitch + this.beat / 2)) / sampleRate
      for (let i = 0; i < BLOCK; i++) {
        left[i] = Math.sin(this.one + i * slow) * 0.1
        right[i] = Math.sin(this.two + i * fast) * 0.1
      }
      this.one = (this.one + BLOCK * slow) % TAU
      this.two = (this.two + BLOCK * fast) % TAU
    }
  }
}
