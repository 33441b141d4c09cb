import { type Announcer, begin, ended, follow, isRevoked, SILENT } from '@/lib/domain/announcer'
import type { DurationMs } from '@/lib/domain/ids'
import { callKey, type SpokenCall } from './announced-calls'
import { Observed, type Watched } from './observed'
import type { SoundPlayer } from './sound-player'

export type HallSituation = {
  readonly calls: readonly SpokenCall[]
  /** False in the silent hours. */
  readonly hasVoice: boolean
  /** What must be added to the clock. */
  readonly clockErrorMs: DurationMs
}

/** Speaks the calls of a hall, one after the other. What may be said is decided in `lib/domain/announcer.ts`. */
export class HallVoice {
  readonly #speaking = new Observed(false)
  #announcer: Announcer = SILENT
  #situation: HallSituation = { calls: [], hasVoice: false, clockErrorMs: 0 }

  constructor(private readonly player: Pick<SoundPlayer, 'play' | 'stopAfterClip'>) {}

  /** From the first call until nobody is left to be called. */
  get speaking(): Watched<boolean> {
    return this.#speaking
  }

  /** To be told whenever something of it is another. */
  follow(situation: HallSituation): void {
    this.#situation = situation
    const calls = situation.calls.map(call => ({ ...call, key: callKey(call) }))
    this.#announcer = follow(this.#announcer, calls, this.#now())
    if (isRevoked(this.#announcer, calls)) this.player.stopAfterClip()
    void this.#speak()
  }

  /** Never rejects, since the player does not. One loop at a time: `begin` has nothing while something is said. */
  async #speak(): Promise<void> {
    for (;;) {
      const next = begin(this.#announcer, this.#now(), this.#situation.hasVoice)
      this.#announcer = next.announcer
      this.#speaking.set(next.announcer.speaking !== null)
      if (!next.sound) return
      await this.player.play(next.sound)
      this.#announcer = ended(this.#announcer)
    }
  }

  #now(): number {
    return Date.now() + this.#situation.clockErrorMs
  }
}
