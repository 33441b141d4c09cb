/** A stream of random numbers that replays: sfc32, seeded by a text. Streams of different texts are independent. */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: string) {
    this.#a = hash(`${seed}/a`)
    this.#b = hash(`${seed}/b`)
    this.#c = hash(`${seed}/c`)
    for (let i = 0; i < 12; i++) this.uniform()
  }

  /** In [0, 1), of 32 bits. */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** A whole number below the limit. */
  below(limit: number): number {
    return Math.floor(this.uniform() * limit)
  }

  isTrue(chance: number): boolean {
    return this.uniform() < chance
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform())
  }

  /** Standard normal (Box and Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Lognormal of mean 1: service times are so (Brown et al., JASA 100, 2005). */
  lognormal(cv: number): number {
    const variance = Math.log(1 + cv * cv)
    return Math.exp(Math.sqrt(variance) * this.normal() - variance / 2)
  }

  /** The same in any order (Fisher and Yates). */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const left = [...items]
    return items.flatMap(() => left.splice(this.below(left.length), 1))
  }

  /** One of the keys, each with the chance of its share of all weights. */
  pick<Key>(weights: readonly (readonly [Key, number])[]): Key {
    let left = this.uniform() * weights.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of weights) {
      if (left < weight) return key
      left -= weight
    }
    const last = weights.at(-1)
    if (!last) throw new Error('nothing to pick from')
    return last[0]
  }
}

/** FNV-1a with a final avalanche. */
function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
