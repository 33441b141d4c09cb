/** 32 bits of a text: FNV-1a and a last stir. Integers alone, so the same on every device. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** One number of two: every bit of either moves about half of the bits. */
export function mix32(a: number, b: number): number {
  let hash = Math.imul(a ^ b, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The next number in [0, 1). */
export type Draw = () => number

/** Seeded draws (sfc32): the same sequence on every device. */
export function drawsFrom(seed: number): Draw {
  let a = seed >>> 0
  let b = hash32(`b${a}`)
  let c = hash32(`c${a}`)
  let counter = 1
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) draw()
  return draw
}
