// A mix, in any audio context: one processor a layer, from samples to the ear never on the page's own thread.

const FILES = {
  white: "noise", pink: "noise", brown: "noise", "rain-light": "rain", "rain-heavy": "rain", "rain-roof": "rain", waves: "water", stream: "water",
  wind: "air", fire: "air", cafe: "cafe", train: "night", insects: "night", binaural: "tones",
} // prettier-ignore
const KINDS = Object.keys(FILES)
const LEVELS = {
  "rain-light": 0, "rain-heavy": -6.3, "rain-roof": -0.3, waves: -2, stream: -6.8, wind: -9.6, fire: 4.9,
  cafe: 0, train: -1.5, insects: 3.9, brown: 4.6, pink: -1.5, white: 4.3, binaural: 3.2,
} // dB that make them as loud as each other at their usual settings, -18 LUFS // prettier-ignore
const QUICK = 0.3 // s in which a control takes hold
const AFTER_FADING = 500 // ms
const loaded = new WeakMap() // context → {file: when it is there}

// What these kinds need, once for each context. Import maps reach no worklet, so each file is asked for by the page.
async function load(context, kinds) {
  if (!loaded.has(context)) loaded.set(context, {})
  const files = loaded.get(context)
  const fetch = (file) => (files[file] ??= context.audioWorklet.addModule(addresses[file]()))
  try {
    await (files.base ??= base(context))
    await Promise.all(kinds.map((kind) => fetch(FILES[kind])))
  } catch (error) {
    loaded.delete(context) // another time perhaps
    throw error
  }
}

async function base(context) {
  for (const file of ["tools", "chance", "layer", "sum"]) await context.audioWorklet.addModule(addresses[file]())
}

const addresses = {
  tools: () => import.meta.resolve("./worklet/tools.js"),
  chance: () => import.meta.resolve("./worklet/chance.js"),
  layer: () => import.meta.resolve("./worklet/layer.js"),
  sum: () => import.meta.resolve("./worklet/sum.js"),
  noise: () => import.meta.resolve("./worklet/noise.js"),
  rain: () => import.meta.resolve("./worklet/rain.js"),
  water: () => import.meta.resolve("./worklet/water.js"),
  air: () => import.meta.resolve("./worklet/air.js"),
  cafe: () => import.meta.resolve("./worklet/cafe.js"),
  night: () => import.meta.resolve("./worklet/night.js"),
  tones: () => import.meta.resolve("./worklet/tones.js"),
}

// The same sound begins the same way, whatever else is in the mix.
const seedOf = (kind) => [...kind].reduce((seed, sign) => Math.imul(seed ^ sign.charCodeAt(), 16_777_619), 2_166_136_261)

export class Scape {
  #layers = new Map() // kind → {node, gain}
  #sum = null
  #wanted = 0

  // Its sound leaves through `out`.
  constructor(context) {
    this.context = context
    this.out = new GainNode(context)
  }

  // [{kind, volume, first, second}, …], all from 0 to 1, from now on; what it was before goes over into it.
  async become(layers, seconds) {
    const wanted = ++this.#wanted
    await load(this.context, layers.map(({ kind }) => kind))
    if (wanted !== this.#wanted) return // something else is, by now
    this.#sum ??= this.#add()
    for (const [kind, layer] of this.#layers) if (!layers.some((one) => one.kind === kind)) this.#end(kind, layer, seconds)
    for (const layer of layers) this.#set(layer, seconds)
  }

  #set({ kind, volume, first, second }, seconds) {
    const fresh = !this.#layers.has(kind)
    if (fresh) this.#layers.set(kind, this.#begin(kind, { first, second }))
    const { node, gain } = this.#layers.get(kind)
    const now = this.context.currentTime
    glide(gain.gain, volume ** 1.5 * 10 ** (LEVELS[kind] / 20), fresh ? seconds : Math.min(seconds, QUICK), now)
    if (fresh) return
    glide(node.parameters.get("first"), first, QUICK, now)
    glide(node.parameters.get("second"), second, QUICK, now)
  }

  #begin(kind, parameterData) {
    const node = new AudioWorkletNode(this.context, "sound-layer", {
      numberOfInputs: 0, outputChannelCount: [2], parameterData, processorOptions: { kind, seed: seedOf(kind) },
    }) // prettier-ignore
    const gain = new GainNode(this.context, { gain: 0 })
    node.connect(gain).connect(this.#sum, 0, KINDS.indexOf(kind))
    return { node, gain }
  }

  // An input for each kind: the browser adds what shares one in any order, and rounds each time otherwise.
  #add() {
    const sum = new AudioWorkletNode(this.context, "sound-sum", { numberOfInputs: KINDS.length, outputChannelCount: [2] })
    sum.connect(this.out)
    return sum
  }

  #end(kind, { node, gain }, seconds) {
    this.#layers.delete(kind)
    glide(gain.gain, 0, seconds, this.context.currentTime)
    setTimeout(() => {
      node.port.postMessage("end")
      gain.disconnect()
    }, seconds * 1_000 + AFTER_FADING)
  }
}

// Nearly there after so many seconds from `now`; 0 for at once.
export function glide(parameter, value, seconds, now) {
  parameter.cancelScheduledValues(now)
  if (seconds) parameter.setTargetAtTime(value, now, seconds / 4)
  else parameter.setValueAtTime(value, now)
}
