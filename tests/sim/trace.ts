import { createHash } from 'node:crypto'
import { virtualTime } from './virtual-time'

/** A rule of the whole that does not hold: `I3` and what was seen. */
export type Violation = { readonly invariant: string; readonly what: string; readonly at: number }

/** What happened in one world, line by line. Two runs of a seed tell the same. */
export class Trace {
  readonly lines: string[] = []
  readonly violations: Violation[] = []
  readonly counts = new Map<string, number>()
  readonly #hash = createHash('sha256')
  readonly #begun = virtualTime.now()

  constructor(private readonly keepsLines: boolean) {}

  say(who: string, what: string): void {
    const line = `${this.#time()} ${who.padEnd(8)} ${what}`
    this.#hash.update(line)
    if (this.keepsLines) this.lines.push(line)
  }

  count(name: string, more = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + more)
  }

  violated(invariant: string, what: string): void {
    this.say('!', `${invariant} violated: ${what}`)
    this.violations.push({ invariant, what, at: virtualTime.now() - this.#begun })
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }

  #time(): string {
    const ms = virtualTime.now() - this.#begun
    return `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${((ms / 1000) % 60).toFixed(3).padStart(6, '0')}`
  }
}
