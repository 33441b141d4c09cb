import type { DurationMs } from '@/lib/domain/ids'
import type { Random } from '@/lib/replica/ports'
import { seededRandom } from '@/tests/support/seeded-random'

/** What is left to chance in one seed. Each actor draws from a stream of its own, so that one more draw of one of them changes little. */
export class Chance {
  readonly random: Random

  constructor(private readonly seed: number) {
    this.random = seededRandom(seed)
  }

  of(name: string): Chance {
    let hash = this.seed | 0
    for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) + 0x9e3779b9
    return new Chance(hash)
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.random.int(times) === 0
  }

  between(least: number, most: number): number {
    return least + this.random.int(most - least + 1)
  }

  /** Around `mean`, never below a tenth of it. */
  wait(mean: DurationMs): DurationMs {
    return this.between(mean / 10, mean * 1.9)
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.random.int(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}
