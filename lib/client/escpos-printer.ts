import type { DurationMs } from '@/lib/domain/ids'
import { CUT_OFF, FORGET, START } from './escpos-status'
import { EscPosTalk } from './escpos-talk'
import type { OnFault } from './fault-log'
import { FINE, type Paper, PRINTED, type PrinterState, type PrintFailure, type PrintOutcome } from './printer'
import { type OpenLink, PrinterGoneError } from './printer-link'
import { TooLateError, withinTime } from './within-time'

export type EscPosPorts = {
  readonly open: OpenLink
  readonly encode: (paper: Paper) => Uint8Array
  /** It has told how it is before now: its silence is a fault. */
  readonly hasAnswered: boolean
  /** Called once, when it first says how it is. */
  readonly onAnswered: () => void
  readonly onFault: OnFault
}

const OPEN_MS_MAX: DurationMs = 5_000
/** So often, and so long each time, a printer is asked whether the paper is out. Five seconds in all. */
const LOOK_MS: DurationMs = 400
const LOOKS_MAX = 12
/** One that never proves anything is watched for as long as a ticket takes. */
const LOOKS_WITHOUT_PROOF = 4

/** What a printer says is the matter with it, while a ticket is on its way. */
class TroubleError extends Error {
  constructor(readonly failure: PrintFailure) {
    super(`printer: ${failure}`)
    this.name = 'TroubleError'
  }
}

/**
 * Prints by bytes, and reads from the printer whether paper came out. Nothing is ever sent again by itself: a ticket
 * that failed has been shown as a number, and a paper that came later would be one too many.
 */
export class EscPosPrinter {
  #talk: EscPosTalk | null = null
  #hasAnswered: boolean
  /** Whether it answers in its turn; null before the first ticket. */
  #proves: boolean | null = null
  /** A ticket broke off: its rest is forgotten, and what stands on paper is cut off before the next one. */
  #isBroken = false
  /** An opening that nobody waits for any more, until its port is closed again: before that nobody can open it. */
  #lateOpening: Promise<void> = Promise.resolve()

  constructor(private readonly ports: EscPosPorts) {
    this.#hasAnswered = ports.hasAnswered
  }

  /** Not while another call is under way. Never rejects. */
  async print(paper: Paper): Promise<PrintOutcome> {
    try {
      const bytes = this.ports.encode(paper)
      const talk = await this.#opened()
      const isSpeaking = await this.#mayPrint(talk)
      await this.#send(talk, bytes, isSpeaking)
      return PRINTED
    } catch (fault) {
      this.ports.onFault('print', fault)
      return { kind: 'failed', reason: await this.#fail(fault) }
    }
  }

  /** How it is between tickets: one that has lost its power comes back here. Never rejects. */
  async look(): Promise<PrinterState> {
    try {
      const talk = await this.#opened()
      return (await this.#stateOf(talk)) ?? FINE
    } catch (fault) {
      return { trouble: await this.#fail(fault), isPaperLow: false }
    }
  }

  async close(): Promise<void> {
    await this.#talk?.close()
    this.#talk = null
  }

  async #opened(): Promise<EscPosTalk> {
    if (this.#talk?.isGone) await this.close()
    if (this.#talk) return this.#talk
    const talk = await this.#open()
    this.#talk = talk
    // What it still had of a broken ticket nobody waits for any more.
    if (this.#isBroken) await talk.write(FORGET)
    await talk.write(START)
    return talk
  }

  /** What opens too late is closed again: a port that is held by nobody stays shut until the page is loaded anew. */
  async #open(): Promise<EscPosTalk> {
    await withinTime('let go of the printer', OPEN_MS_MAX, this.#lateOpening)
    const opening = EscPosTalk.open(this.ports.open)
    try {
      return await withinTime('open the printer', OPEN_MS_MAX, opening)
    } catch (fault) {
      // reason: one that fails late has opened nothing
      this.#lateOpening = opening.then(talk => talk.close()).catch(() => undefined)
      throw fault
    }
  }

  /** Whether it says how it is. Rejects, with nothing sent, when it cannot print. */
  async #mayPrint(talk: EscPosTalk): Promise<boolean> {
    const state = await this.#stateOf(talk)
    if (state?.trouble) throw new TroubleError(state.trouble)
    return state !== null
  }

  /** Null of one that has never said anything, as many cheap ones do not. */
  async #stateOf(talk: EscPosTalk): Promise<PrinterState | null> {
    const state = await talk.state()
    if (talk.isGone) throw new PrinterGoneError('gone while it was asked')
    if (state === null && this.#hasAnswered) throw new TooLateError('state of the printer', LOOK_MS)
    if (state !== null && !this.#hasAnswered) {
      this.#hasAnswered = true
      this.ports.onAnswered()
    }
    return state
  }

  async #send(talk: EscPosTalk, bytes: Uint8Array, isSpeaking: boolean): Promise<void> {
    if (this.#isBroken) await talk.write(CUT_OFF)
    this.#isBroken = true
    await talk.write(bytes)
    if (isSpeaking) await this.#watchPaper(talk)
    this.#isBroken = false
  }

  /** Resolves when the paper is out: by the printer's own answer, or as far as anybody can see. */
  async #watchPaper(talk: EscPosTalk): Promise<void> {
    await talk.askForProof()
    const looks = this.#proves === false ? LOOKS_WITHOUT_PROOF : LOOKS_MAX
    for (let look = 0; look < looks; look++) {
      if (await talk.hasProved(LOOK_MS)) {
        this.#proves = true
        return
      }
      await this.#mayPrint(talk)
    }
    if (this.#proves) throw new TooLateError('the end of a ticket', LOOKS_MAX * LOOK_MS)
    this.#proves = false
  }

  /** Lets go of the printer, so that the next ticket finds it as it then is. */
  async #fail(fault: unknown): Promise<PrintFailure> {
    const talk = this.#talk
    // reason: one that is gone, or takes no more, cannot be told, and has or has not got the rest
    if (this.#isBroken && talk && !talk.isGone)
      await withinTime('forget', LOOK_MS, talk.write(FORGET)).catch(() => undefined)
    await this.close()
    return failureOf(fault)
  }
}

function failureOf(fault: unknown): PrintFailure {
  if (fault instanceof TroubleError) return fault.failure
  if (fault instanceof PrinterGoneError) return 'unplugged'
  return fault instanceof TooLateError ? 'timeout' : 'error'
}
