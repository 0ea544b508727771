// Renders mixes faster than they are heard, and measures them. lab.render(layers, seconds), lab.level(samples), lab.slope(samples, from, to).
window.lab = (() => {
  const RATE = 48_000

  async function render(layers, seconds) {
    const { Scape } = await import("/static/studytools/sound/engine.js")
    const context = new OfflineAudioContext(2, seconds * RATE, RATE)
    const scape = new Scape(context)
    scape.out.connect(context.destination)
    await scape.become(layers, 0)
    const began = performance.now()
    const heard = await context.startRendering()
    return { left: heard.getChannelData(0), right: heard.getChannelData(1), times: (seconds * 1_000) / (performance.now() - began) }
  }

  const power = (samples) => samples.reduce((sum, x) => sum + x * x, 0) / samples.length
  const peak = (samples) => samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const mean = (samples) => samples.reduce((sum, x) => sum + x, 0) / samples.length

  // The largest step from one sample to the next, of the first milliseconds.
  const jump = (samples) => samples.slice(0, 480).reduce((most, x, n, all) => Math.max(most, Math.abs(x - (n ? all[n - 1] : 0))), 0)

  function biquad(x, [b0, b1, b2], [a1, a2]) {
    let [x1, x2, y1, y2] = [0, 0, 0, 0]
    return x.map((now) => {
      const y = b0 * now + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
      ;[x2, x1, y2, y1] = [x1, now, y1, y]
      return y
    })
  }

  // As loud as people find it: LUFS, by the filters of ITU-R BS.1770 at 48 kHz, without its gate.
  const weigh = (x) => biquad(biquad(x, [1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]), [1, -2, 1], [-1.99004745483398, 0.99007225036621])
  const lufs = ({ left, right }) => -0.691 + 10 * Math.log10(power(weigh(left)) + power(weigh(right)))

  function transform(re, im) {
    const n = re.length
    for (let i = 1, j = 0; i < n; i++) {
      let bit = n >> 1
      for (; j & bit; bit >>= 1) j ^= bit
      j ^= bit
      if (i < j) [re[i], re[j], im[i], im[j]] = [re[j], re[i], im[j], im[i]]
    }
    for (let size = 2; size <= n; size <<= 1)
      for (let start = 0; start < n; start += size)
        for (let k = 0; k < size / 2; k++) {
          const [c, s] = [Math.cos((2 * Math.PI * k) / size), -Math.sin((2 * Math.PI * k) / size)]
          const [p, q] = [start + k, start + k + size / 2]
          const [r, i] = [re[q] * c - im[q] * s, re[q] * s + im[q] * c]
          ;[re[q], im[q], re[p], im[p]] = [re[p] - r, im[p] - i, re[p] + r, im[p] + i]
        }
  }

  // Its power in each octave from `from` to `to` Hz, in dB for each hertz.
  function octaves(samples, from, to) {
    const size = 8_192
    const sums = new Float64Array(size / 2)
    for (let start = 0; start + size <= samples.length; start += size) {
      const re = Float64Array.from({ length: size }, (_, n) => samples[start + n] * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)))
      const im = new Float64Array(size)
      transform(re, im)
      for (let n = 0; n < size / 2; n++) sums[n] += re[n] ** 2 + im[n] ** 2
    }
    const found = []
    for (let hertz = from; hertz <= to; hertz *= 2) {
      const some = sums.slice(Math.ceil(((hertz / Math.SQRT2) * size) / RATE), Math.floor((hertz * Math.SQRT2 * size) / RATE))
      found.push(10 * Math.log10(mean(some)))
    }
    return found
  }

  // dB an octave, the straight line that fits best.
  function slope(samples, from, to) {
    const levels = octaves(samples, from, to)
    const middle = (levels.length - 1) / 2
    const spread = levels.reduce((sum, _, n) => sum + (n - middle) ** 2, 0)
    return levels.reduce((sum, level, n) => sum + (n - middle) * level, 0) / spread
  }

  const facts = ({ left, right }) => ({ lufs: lufs({ left, right }), peak: Math.max(peak(left), peak(right)), offset: Math.abs(mean(left)) + Math.abs(mean(right)), jump: jump(left),
    mono: 10 * Math.log10(power(left.map((x, n) => (x + right[n]) / 2)) / power(left)) }) // prettier-ignore

  return { render, slope, facts }
})()
