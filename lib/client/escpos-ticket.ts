import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { CUT_OFF } from './escpos-status'
import type { Paper } from './printer'
import type { PaperWidth } from './printer-setting'
import type { QrCode } from './qr-code'
import { type TicketWords, type TurnWords, ticketWords } from './ticket-words'

/** Letters of 12 x 24 dots, at 8 dots a millimetre: 72 and 48 mm of the two papers are printed on. */
const COLUMNS: Readonly<Record<PaperWidth, number>> = { 80: 48, 58: 32 }
/** The largest there is: letters of 24 mm with the room around them, some 20 mm of ink. */
const NUMBER_SIZE = 8
/** Half a millimetre: what a phone reads from a crumpled paper. Half a byte, too: none looks like a real-time question (0x10). */
const DOTS_PER_MODULE = 4
/** Without it a scanner does not see where the code begins. */
const QUIET_MODULES = 4
/** Every letter of French and English stands in this one; nearly every printer has it, under this number. */
const CODE_PAGE = { windows1252: 16 }
const CODE_PAGE_NAME = 'windows1252'

/** A ticket in the bytes of ESC/POS, from a printer that has just been reset to one that has cut. */
export function escposTicket(paper: Paper, width: PaperWidth): Uint8Array {
  const words = ticketWords(paper)
  const encoder = new ReceiptPrinterEncoder({
    ...{ language: 'esc-pos', columns: COLUMNS[width], codepageMapping: CODE_PAGE },
    ...{ imageMode: 'raster', newline: '\n', feedAfterBlock: false },
  })
  encoder.initialize().codepage(CODE_PAGE_NAME).align('center')
  head(encoder, words, COLUMNS[width])
  number(encoder, words, COLUMNS[width])
  turn(encoder, words.turn, COLUMNS[width])
  foot(encoder, words, paper.qr)
  // The encoder's own would feed one line more, onto the next ticket.
  return Uint8Array.of(...encoder.encode(), ...CUT_OFF)
}

function head(
  encoder: ReceiptPrinterEncoder,
  { stamp, center, service, otherService }: TicketWords,
  columns: number,
): void {
  if (stamp)
    encoder
      .invert(true)
      .size(2, 2)
      .line(printable(` ${stamp} `))
      .size(1, 1)
      .invert(false)
      .newline()
  encoder.bold(true).line(printable(center)).bold(false).line(rule(columns))
  encoder.bold(true).size(1, 2).line(printable(service)).size(1, 1).bold(false)
  encoder.line(printable(otherService)).newline()
}

/** A longer number is narrowed, never lowered. */
function number(encoder: ReceiptPrinterEncoder, { number, priority }: TicketWords, columns: number): void {
  const width = Math.min(NUMBER_SIZE, Math.floor(columns / number.length))
  encoder.bold(true).size(width, NUMBER_SIZE).line(number).size(1, 1)
  if (priority) encoder.newline().invert(true).size(3, 3).line(` ${priority} `).size(1, 1).invert(false)
  encoder.bold(false)
}

function turn(encoder: ReceiptPrinterEncoder, words: TurnWords, columns: number): void {
  encoder.line(rule(columns))
  if (words.kind === 'said') encoder.bold(true).line(printable(words.text)).bold(false)
  else {
    encoder.bold(true).line(printable(words.ahead)).bold(false).line(printable(words.mayChange))
    for (const line of [words.wait, words.station, words.unserved]) if (line) encoder.line(printable(line))
    if (words.closing) encoder.bold(true).line(printable(words.closing)).bold(false)
  }
  encoder.line(rule(columns))
}

/** Of letters, since lines stand in another code page. */
function rule(columns: number): string {
  return '-'.repeat(columns)
}

function foot(encoder: ReceiptPrinterEncoder, words: TicketWords, qr: QrCode | null): void {
  if (words.next) encoder.bold(true).line(printable(words.next)).bold(false)
  encoder.line(printable(words.absence))
  if (qr && words.follow) encoder.newline().line(printable(words.follow)).image(pictureOf(qr)).newline()
  encoder.line(printable(words.issued)).line(printable(words.kiosk))
  if (words.code) encoder.line(printable(words.code))
}

/** What printers' letters have. Spaces that may not break stay so: the encoder breaks lines at the others. */
function printable(text: string): string {
  return text.replaceAll('\u202f', '\u00a0').replaceAll('’', "'").replaceAll('•', '*').replaceAll('–', '-')
}

/** White is 255; each module is a square of whole dots, so that no edge is grey. */
function pictureOf({ size, isDark }: QrCode) {
  const side = (size + 2 * QUIET_MODULES) * DOTS_PER_MODULE
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  const moduleAt = (dot: number) => Math.floor(dot / DOTS_PER_MODULE) - QUIET_MODULES
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [row, column] = [moduleAt(y), moduleAt(x)]
      const isInside = row >= 0 && column >= 0 && row < size && column < size
      if (isInside && isDark(row, column)) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  return { data, width: side, height: side }
}
