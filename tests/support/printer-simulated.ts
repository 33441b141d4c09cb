import type { DurationMs } from '@/lib/domain/ids'

/** A line of text as it came out: its letters' size in multiples of the smallest. */
export type PrintedLine = { readonly text: string; readonly width: number; readonly height: number }
/** Dots of a picture, line by line; true is black. */
export type PrintedPicture = { readonly width: number; readonly height: number; readonly dots: readonly boolean[] }
export type PrintedPaper = { readonly lines: PrintedLine[]; readonly pictures: PrintedPicture[] }

export type Trouble = 'paper_out' | 'cover_open' | 'jam' | 'error'

const LF = 10
/** Commands that this printer takes for nothing, by their first two bytes, and how long they are. */
const IGNORED: Readonly<Record<string, number>> = {
  '27,64': 2,
  '28,46': 2,
  '27,77': 3,
  '27,97': 3,
  '27,69': 3,
  '27,100': 3,
  '27,116': 3,
  '29,66': 3,
  '29,97': 3,
}

/** A printer that takes ESC/POS: bytes in, papers out, and answers to questions. It has a buffer, a roll and a knife. */
export class SimulatedPrinter {
  /** What was cut off, and what still hangs in the printer. */
  readonly papers: PrintedPaper[] = []
  hanging: PrintedPaper = { lines: [], pictures: [] }
  trouble: Trouble | null = null
  isPaperLow = false
  /** Of a make that says how it is; and of one that answers in its turn. */
  answers = true
  proves = true
  /** Takes bytes, and does nothing with them. */
  isStuck = false
  lineMs: DurationMs = 0
  /** Called after each line that is out. */
  onLine: (count: number) => void = () => undefined
  onAnswer: (byte: number) => void = () => undefined

  #buffer: number[] = []
  #size = { width: 1, height: 1 }
  #text: number[] = []
  /** Of the largest letter of the line so far. */
  #lineSize = { width: 1, height: 1 }
  #lines = 0
  #isBusy = false

  /** One transfer. Its real-time questions, which no other byte stands before, are answered at once. */
  take(bytes: Uint8Array): void {
    if (bytes[0] === 0x10 && bytes[1] === 0x04) return this.#answer(bytes[2] ?? 0)
    if (bytes[0] === 0x10 && bytes[1] === 0x05) this.#forget()
    else this.#buffer.push(...bytes)
    this.work()
  }

  /** The roll is in, the cover closed: it goes on with what it has. */
  repair(): void {
    this.trouble = null
    this.work()
  }

  losePower(): void {
    this.#forget()
    this.#cut()
    this.#size = { width: 1, height: 1 }
  }

  work(): void {
    while (!this.#isBusy && !this.isStuck && this.trouble === null && this.#step()) {
      // reason: each step is one command; the last one has not come whole
    }
  }

  #forget(): void {
    this.#buffer = []
    this.#text = []
  }

  #answer(aspect: number): void {
    if (!this.answers) return
    const bits: Record<number, number> = {
      1: this.trouble ? 0b1000 : 0,
      2: { cover_open: 0b100, paper_out: 0b10_0000, jam: 0b100_0000, error: 0b100_0000 }[this.trouble ?? 'jam'],
      3: this.trouble === 'jam' ? 0b1000 : this.trouble === 'error' ? 0b10_0000 : 0,
      4: (this.trouble === 'paper_out' ? 0b110_0000 : 0) | (this.isPaperLow ? 0b1100 : 0),
    }
    if (!this.trouble) bits[2] = 0
    this.onAnswer(0b1_0010 | (bits[aspect] ?? 0))
  }

  /** False when there is no whole command. */
  #step(): boolean {
    const [first = -1, second = -1, third = 0] = this.#buffer
    if (first === -1) return false
    const ignored = IGNORED[`${first},${second}`]
    if (ignored !== undefined) return this.#drop(ignored)
    if (first === 0x1d && second === 0x21) return this.#resize(third)
    if (first === 0x1d && second === 0x76) return this.#picture()
    if (first === 0x1d && second === 0x56) return this.#drop(3) && this.#cut()
    if (first === 0x1d && second === 0x72) return this.#drop(3) && this.#prove()
    if (first === LF) return this.#drop(1) && this.#line()
    if (first < 0x20) throw new Error(`a command that this printer does not know: ${this.#buffer.slice(0, 4)}`)
    this.#text.push(first)
    if (this.#size.height >= this.#lineSize.height) this.#lineSize = this.#size
    return this.#drop(1)
  }

  #drop(count: number): boolean {
    this.#buffer.splice(0, count)
    return true
  }

  #resize(size: number): boolean {
    this.#size = { width: (size >> 4) + 1, height: (size & 0xf) + 1 }
    return this.#drop(3)
  }

  /** In the code page of Windows, of which French needs one letter more than Latin 1 has. */
  #line(): boolean {
    const text = String.fromCharCode(...this.#text).replaceAll('\u009c', 'œ')
    this.hanging.lines.push({ text, ...this.#lineSize })
    this.#text = []
    this.#lineSize = { width: 1, height: 1 }
    this.#lines += 1
    this.onLine(this.#lines)
    if (this.lineMs > 0) {
      this.#isBusy = true
      setTimeout(() => {
        this.#isBusy = false
        this.work()
      }, this.lineMs)
    }
    return true
  }

  /** GS v 0: eight dots to a byte. */
  #picture(): boolean {
    const [, , , , low = 0, high = 0, linesLow = 0, linesHigh = 0] = this.#buffer
    const [stride, height] = [low + high * 256, linesLow + linesHigh * 256]
    if (this.#buffer.length < 8 + stride * height) return false
    const bytes = this.#buffer.slice(8, 8 + stride * height)
    const dots = bytes.flatMap(byte => Array.from({ length: 8 }, (_, bit) => ((byte >> (7 - bit)) & 1) === 1))
    this.hanging.pictures.push({ width: stride * 8, height, dots })
    return this.#drop(8 + stride * height)
  }

  #prove(): boolean {
    if (this.proves) this.onAnswer(0)
    return true
  }

  #cut(): boolean {
    if (this.hanging.lines.length > 0) this.papers.push(this.hanging)
    this.hanging = { lines: [], pictures: [] }
    return true
  }
}
