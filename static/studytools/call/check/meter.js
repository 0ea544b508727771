// How loud a track is, from 0 to 1.

let context = null

// Gives a function that tells it, and another that lets go.
export function meter(track) {
  context ??= new AudioContext()
  context.resume().catch(() => {})
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const analyser = new AnalyserNode(context, { fftSize: 512 })
  const samples = new Float32Array(analyser.fftSize)
  source.connect(analyser)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      return Math.min(1, 4 * Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length))
    },
    close() {
      source.disconnect()
    },
  }
}
