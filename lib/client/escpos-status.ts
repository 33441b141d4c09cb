import type { PrinterState, PrintFailure } from './printer'

/** Real-time questions (DLE EOT n), which a printer answers at once with a byte, also while it cannot print. */
export const ASPECTS = ['printer', 'offline', 'error', 'paper'] as const
export type Aspect = (typeof ASPECTS)[number]

const DLE = 0x10
const EOT = 0x04
const GS = 0x1d

export function question(aspect: Aspect): Uint8Array {
  return Uint8Array.of(DLE, EOT, ASPECTS.indexOf(aspect) + 1)
}

/** GS r 1, which waits its turn: its answer proves that all before it was worked off. */
export const QUESTION_OF_PROOF = Uint8Array.of(GS, 0x72, 1)

/** ESC @, GS a 0: as after switching on, and saying nothing without being asked. */
export const START = Uint8Array.of(0x1b, 0x40, GS, 0x61, 0)

/** DLE ENQ 2, DLE DC4 8: forgets what it has got and not printed. Each make knows one of them, and takes the other for nothing. */
export const FORGET = Uint8Array.of(DLE, 0x05, 2, DLE, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8)

/** ESC d 5, GS V 0: what stands on the paper so far is fed from the head past the knife, and cut off. */
export const CUT_OFF = Uint8Array.of(0x1b, 0x64, 5, GS, 0x56, 0)

export type Answer = 'status' | 'proof' | null

/** To which kind of question this byte is the answer: their fixed bits differ. Null: something that nobody asked for. */
export function answerOf(byte: number): Answer {
  if ((byte & 0b1001_0011) === 0b0001_0010) return 'status'
  return (byte & 0b1001_0000) === 0 ? 'proof' : null
}

/** The nearer to a hand that can help, the earlier: an open cover is why there is no paper, and not the other way round. */
export function stateOf(said: Readonly<Record<Aspect, number>>): PrinterState {
  return { trouble: troubleOf(said), isPaperLow: has(said.paper, 0b0000_1100) }
}

function troubleOf({ printer, offline, error, paper }: Readonly<Record<Aspect, number>>): PrintFailure | null {
  if (has(offline, 0b0000_0100)) return 'cover_open'
  if (has(paper, 0b0110_0000) || has(offline, 0b0010_0000)) return 'paper_out'
  if (has(error, 0b0000_1100)) return 'jam'
  if (has(error, 0b0110_0000) || has(offline, 0b0100_0000) || has(printer, 0b0000_1000)) return 'error'
  return null
}

function has(byte: number, bits: number): boolean {
  return (byte & bits) !== 0
}
