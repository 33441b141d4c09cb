import type { Center, Service } from '@/lib/domain/catalogue'
import type { DurationMs, InstantMs, Language, PreEnrollmentCode, TicketNumber } from '@/lib/domain/ids'
import type { PrinterWord } from '@/lib/domain/printer-words'
import type { OnFault } from './fault-log'
import { Observed, type Watched } from './observed'
import type { Outlook } from './outlook'
import type { QrCode } from './qr-code'
import { TooLateError, withinTime } from './within-time'

/** What stands on a ticket of paper. */
export type Paper = {
  readonly center: Center
  readonly service: Pick<Service, 'nameFr' | 'nameEn'>
  readonly number: TicketNumber
  readonly language: Language
  /** From 2 on the paper says DUPLICATA. */
  readonly copy: number
  readonly outlook: Outlook
  /** A plain P on the paper, and never why. */
  readonly isVulnerable: boolean
  readonly checkedInAt: InstantMs
  /** When the outlook was as it stands here. */
  readonly toldAt: InstantMs
  /** Printed masked; null when the visitor had none, or when the kiosk no longer knows it. */
  readonly code: PreEnrollmentCode | null
  readonly kioskLabel: string
  /** The modules of a QR code that leads to the ticket on a phone, line by line; null when there is none. */
  readonly qr: QrCode | null
  /** Issued without a connection. */
  readonly offline: boolean
  /** Nobody's ticket: staff try the printer. */
  readonly isTest?: true
}

/** Why no paper came out, for technicians and for the log of the day: nothing of the visitor in it. */
export type PrintFailure = Exclude<PrinterWord, 'paper_low'>

export type PrintOutcome = { readonly kind: 'printed' } | { readonly kind: 'failed'; readonly reason: PrintFailure }

export const PRINTED: PrintOutcome = { kind: 'printed' }

/** How a printer is, as far as it is known; of one that says nothing this is what came of the last paper. */
export type PrinterState = { readonly trouble: PrintFailure | null; readonly isPaperLow: boolean }

export const FINE: PrinterState = { trouble: null, isPaperLow: false }

export type Printer = {
  /** One paper after another. Never rejects. */
  print(paper: Paper): Promise<PrintOutcome>
}

/** What the browser offers to print with. */
export type PrintPorts = {
  readonly print: () => void
  readonly onAfterPrint: (listener: () => void) => () => void
  /** Resolves when what was rendered is on the page. */
  readonly painted: () => Promise<void>
  readonly onFault: OnFault
}

/** Counted from the moment the browser lets go of the page again: silent printing blocks it for some two seconds. */
const PRINT_MS_MAX: DurationMs = 5_000
const PAINT_MS_MAX: DurationMs = 500

/**
 * Prints by the browser: the page shows `paper` to the printer alone, and the printer's driver does the rest. The
 * browser tells that it has printed, never that paper came out: an empty roll is not seen this way.
 */
export class BrowserPrinter implements Printer {
  readonly #paper = new Observed<Paper | null>(null)
  #turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: PrintPorts) {}

  /** What the page must hold for the printer; null when nothing is printed. */
  get paper(): Watched<Paper | null> {
    return this.#paper
  }

  print(paper: Paper): Promise<PrintOutcome> {
    const outcome = this.#turn.then(() => this.#print(paper))
    this.#turn = outcome
    return outcome
  }

  async #print(paper: Paper): Promise<PrintOutcome> {
    this.#paper.set(paper)
    let stopListening = () => {}
    try {
      await this.ports.painted()
      const done = new Promise<void>(resolve => {
        stopListening = this.ports.onAfterPrint(resolve)
      })
      this.ports.print()
      await withinTime('print', PRINT_MS_MAX, done)
      return PRINTED
    } catch (fault) {
      this.ports.onFault('print', fault)
      return { kind: 'failed', reason: fault instanceof TooLateError ? 'timeout' : 'error' }
    } finally {
      stopListening()
      this.#paper.set(null)
    }
  }
}

export function browserPrinter(onFault: OnFault): BrowserPrinter {
  return new BrowserPrinter({
    print: () => window.print(),
    onAfterPrint: listener => {
      globalThis.addEventListener('afterprint', listener)
      return () => globalThis.removeEventListener('afterprint', listener)
    },
    painted: async () => {
      // A hidden page paints no frame, but its paper is rendered all the same.
      await withinTime('paint', PAINT_MS_MAX, twoFrames()).catch(() => undefined)
    },
    onFault,
  })
}

/** The first frame may have been under way already when the paper was set. */
async function twoFrames(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
}
