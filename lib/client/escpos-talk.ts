import type { DurationMs } from '@/lib/domain/ids'
import { type Answer, ASPECTS, type Aspect, answerOf, QUESTION_OF_PROOF, question, stateOf } from './escpos-status'
import type { PrinterState } from './printer'
import { type ByteLink, type OpenLink, PrinterGoneError } from './printer-link'
import { withinTime } from './within-time'

/** A printer answers within some milliseconds; on a slow line, and busy, within some tenths of a second. */
const ANSWER_MS_MAX: DurationMs = 700
/** A ticket of some thousand bytes at the slowest speed takes four seconds. */
const WRITE_MS_MAX: DurationMs = 10_000
const CLOSE_MS_MAX: DurationMs = 1_000

/** What a silent byte would be: nothing is the matter. */
const QUIET = 0b0001_0010

/** Questions and answers with one printer, from its opening until it is let go. */
export class EscPosTalk {
  #link: ByteLink | null = null
  #isGone = false
  #waiting: { readonly kind: Answer; readonly hear: (byte: number | null) => void } | null = null
  #proofs = 0

  private constructor() {}

  /** @throws PrinterGoneError */
  static async open(openLink: OpenLink): Promise<EscPosTalk> {
    const talk = new EscPosTalk()
    talk.#link = await openLink({ onBytes: bytes => talk.#hear(bytes), onLost: () => talk.#lose() })
    return talk
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** @throws PrinterGoneError, TooLateError when it takes no more. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#isGone || !this.#link) throw new PrinterGoneError('the printer is gone')
    await withinTime('bytes for the printer', WRITE_MS_MAX, this.#link.write(bytes))
  }

  /** How it is; null when it does not say. */
  async state(): Promise<PrinterState | null> {
    const said: Record<Aspect, number> = { printer: QUIET, offline: QUIET, error: QUIET, paper: QUIET }
    for (const aspect of ASPECTS) {
      const answer = this.#answer('status', ANSWER_MS_MAX)
      await this.write(question(aspect))
      const byte = await answer
      if (byte !== null) said[aspect] = byte
      else if (aspect === 'printer') return null
    }
    return stateOf(said)
  }

  async askForProof(): Promise<void> {
    this.#proofs = 0
    await this.write(QUESTION_OF_PROOF)
  }

  /** Has it worked off all that was sent before it was asked for the proof? */
  async hasProved(limitMs: DurationMs): Promise<boolean> {
    if (this.#proofs > 0) return true
    return (await this.#answer('proof', limitMs)) !== null
  }

  /** Never rejects. */
  async close(): Promise<void> {
    // reason: a printer that hangs is let go all the same
    await withinTime('close the printer', CLOSE_MS_MAX, this.#link?.close() ?? Promise.resolve()).catch(() => undefined)
    this.#lose()
  }

  /** Null when none comes in time, or when the printer is gone. */
  #answer(kind: Answer, limitMs: DurationMs): Promise<number | null> {
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#waiting?.hear(null), limitMs)
      const hear = (byte: number | null) => {
        clearTimeout(timer)
        this.#waiting = null
        resolve(byte)
      }
      this.#waiting = { kind, hear }
      if (this.#isGone) hear(null)
    })
  }

  #hear(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const kind = answerOf(byte)
      if (kind === 'proof') this.#proofs += 1
      if (kind !== null && kind === this.#waiting?.kind) this.#waiting.hear(byte)
    }
  }

  #lose(): void {
    this.#isGone = true
    this.#waiting?.hear(null)
  }
}
