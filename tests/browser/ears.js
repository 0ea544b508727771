// Listens to what a page sends to its loudspeakers. loud(): the loudness now (RMS) of the loudest of its outputs that play.
window.ears = []
const connect = AudioNode.prototype.connect
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode && this.context instanceof AudioContext) {
    const ear = new AnalyserNode(this.context, { fftSize: 4096 })
    connect.call(this, ear)
    window.ears.push(ear)
  }
  return connect.call(this, to, ...rest)
}
window.loud = () => Math.max(0, ...window.ears.filter((ear) => ear.context.state === "running").map(rms))
const rms = (ear) => {
  const heard = new Float32Array(ear.fftSize)
  ear.getFloatTimeDomainData(heard)
  return Math.sqrt(heard.reduce((sum, x) => sum + x * x, 0) / heard.length)
}
