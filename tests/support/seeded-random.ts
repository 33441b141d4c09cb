import type { Random } from '@/lib/replica/ports'

/** Random numbers that replay: the mulberry32 generator, of 32 bits a step. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  // The sum may reach 1, once in four million calls.
  return { int: limit => Math.min(limit - 1, Math.floor(((next() * 2 ** 21 + next()) / 2 ** 21) * limit)) }
}
