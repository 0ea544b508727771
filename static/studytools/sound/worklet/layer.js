// One sound of a mix: a processor that fills blocks with what a generator makes of chance and of two controls, 0 to 1.
{
  const { Dice, generators } = globalThis.workshop
  const control = (name) => ({ name, defaultValue: 0, minValue: 0, maxValue: 1, automationRate: "k-rate" })

  class Layer extends AudioWorkletProcessor {
    static parameterDescriptors = [control("first"), control("second")]

    constructor({ processorOptions: { kind, seed } }) {
      super()
      this.sound = new generators[kind](new Dice(seed))
      this.needed = true
      this.port.onmessage = () => (this.needed = false)
    }

    process(_, [[left, right]], { first, second }) {
      this.sound.fill(left, right, first[0], second[0])
      return this.needed
    }
  }

  registerProcessor("sound-layer", Layer)
}
