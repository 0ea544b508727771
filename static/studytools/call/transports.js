// What carries a call: each is connected, published to, told who comes and goes, and closed in the same way.

export const transports = {
  mesh: async () => (await import("./mesh.js")).Mesh,
  janus: async () => (await import("./janus/janus.js")).Janus,
}
