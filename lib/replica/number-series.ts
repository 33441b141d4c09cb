import type { ServiceDay } from '@/lib/domain/ids'
import type { NumberBlock } from './ports'

/** How many numbers a device reserves durably at a time, and at most burns at a power cut. */
export const BLOCK_SIZE = 5

/**
 * The ticket counters of one device and day, by service letter.
 *
 * A counter is given only inside a block that is already durable, or becomes so in the very transaction that makes
 * the ticket durable. After an unclean end the rest of each block is burnt (SPEC NUM-2): if the disk lied about its
 * last writes, the numbers that may stand on paper lie in that rest.
 */
export class NumberSeries {
  #block: NumberBlock

  constructor(day: ServiceDay, stored: NumberBlock | null, burn: boolean) {
    const block = stored ?? { day, next: {}, reserved: {} }
    this.#block = burn ? { ...block, next: afterEach(block.reserved) } : block
  }

  get block(): NumberBlock {
    return this.#block
  }

  peek(letter: string): number {
    return this.#block.next[letter] ?? 1
  }

  /** The block to store with the ticket that takes `peek(letter)`. */
  afterTaking(letter: string): NumberBlock {
    const taken = this.peek(letter)
    const reserved = this.#block.reserved[letter] ?? 0
    return {
      day: this.#block.day,
      next: { ...this.#block.next, [letter]: taken + 1 },
      reserved: { ...this.#block.reserved, [letter]: taken > reserved ? taken + BLOCK_SIZE - 1 : reserved },
    }
  }

  /** Moves on whether or not the store took the block: a number whose fate is unknown is never given again. */
  take(block: NumberBlock): void {
    this.#block = block
  }
}

function afterEach(reserved: NumberBlock['reserved']): NumberBlock['next'] {
  return Object.fromEntries(Object.entries(reserved).map(([letter, last]) => [letter, last + 1]))
}
