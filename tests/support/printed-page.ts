import jsQR from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

const POINTS_PER_MM = 72 / 25.4
/** As fine as printers of tickets draw: eight dots a millimetre, and nothing between black and white. */
const DOTS_PER_MM = 8
const WHITE_FROM = 128

/** Where ink lies, in millimetres from the top left corner of the paper. */
export type Ink = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** A page of a PDF, as a printer of tickets would put it on paper. */
export type PrintedPage = {
  readonly widthMm: number
  readonly heightMm: number
  readonly pages: number
  /** All that can be read on it, without its spaces: they are places to a PDF, and no letters. */
  readonly letters: string
  /** How wide the spaces before this sign are, as a part of the size of the letters. */
  spacesBefore(sign: string): readonly number[]
  ink(): Ink
  /** From the baseline of these words to the top of their letters, in millimetres. */
  heightOf(words: string): number
  /** How many dots of black the line of the page begins with, from the left and from the right, at this height. */
  edges(atMm: number): readonly [left: number, right: number]
  qrCode(): string | null
}

type Item = { readonly str: string; readonly transform: readonly number[]; readonly width: number }

export async function printedPage(pdf: Uint8Array): Promise<PrintedPage> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  const page = await document.getPage(1)
  const viewport = page.getViewport({ scale: DOTS_PER_MM / POINTS_PER_MM })
  const [, , pageWidth = 0, pageHeight = 0] = page.view
  const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)]
  // reason: untyped in Node, where it is the canvas that the library brings for itself
  const { canvas, context } = (document.canvasFactory as { create(...size: number[]): DrawnPage }).create(width, height)
  await page.render({ canvas, canvasContext: context, viewport }).promise
  const pixels = context.getImageData(0, 0, width, height).data
  for (let at = 0; at < pixels.length; at += 4) pixels.fill((pixels[at] ?? 0) < WHITE_FROM ? 0 : 255, at, at + 3)
  const { items } = await page.getTextContent()
  // reason: marked content is not asked for, so that every item is text
  const texts = items as unknown as readonly Item[]
  const isDark = (x: number, y: number) => pixels[(y * width + x) * 4] === 0
  const inkOf = (box: Ink) => inkIn(box, isDark, width, height)
  const hasInk = (y: number, left: number, right: number) =>
    inkOf({ left, right, top: y / DOTS_PER_MM, bottom: (y + 1) / DOTS_PER_MM }).right > 0
  const whole = { left: 0, top: 0, right: width / DOTS_PER_MM, bottom: height / DOTS_PER_MM }
  return {
    ...{ widthMm: pageWidth / POINTS_PER_MM, heightMm: pageHeight / POINTS_PER_MM, pages: document.numPages },
    letters: texts.map(({ str }) => str.replace(/\s/g, '')).join(''),
    spacesBefore: sign =>
      texts.flatMap(({ str, width, transform }, index) =>
        str === ' ' && texts[index + 1]?.str.startsWith(sign) ? [width / (transform[0] ?? 1)] : [],
      ),
    ink: () => inkOf(whole),
    heightOf(words) {
      const item = texts.find(({ str }) => str === words)
      const [, , , , x = 0, y = 0] = item?.transform ?? []
      const baseline = (pageHeight - y) / POINTS_PER_MM
      const [left, right] = [x / POINTS_PER_MM, (x + (item?.width ?? 0)) / POINTS_PER_MM]
      let top = Math.round(baseline * DOTS_PER_MM)
      while (hasInk(top - 1, left, right)) top -= 1
      return baseline - top / DOTS_PER_MM
    },
    edges(atMm) {
      const line = Array.from({ length: width }, (_, x) => isDark(x, Math.round(atMm * DOTS_PER_MM)))
      return [firstRun(line), firstRun(line.reverse())]
    },
    qrCode: () => jsQR(pixels, width, height)?.data ?? null,
  }
}

type DrawnPage = { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D }

function inkIn(box: Ink, isDark: (x: number, y: number) => boolean, width: number, height: number): Ink {
  const found = { left: Number.POSITIVE_INFINITY, right: 0, top: Number.POSITIVE_INFINITY, bottom: 0 }
  const dots = (mm: number, most: number) => Math.max(0, Math.min(most, Math.round(mm * DOTS_PER_MM)))
  for (let y = dots(box.top, height); y < dots(box.bottom, height); y++)
    for (let x = dots(box.left, width); x < dots(box.right, width); x++)
      if (isDark(x, y)) {
        found.left = Math.min(found.left, x / DOTS_PER_MM)
        found.right = Math.max(found.right, (x + 1) / DOTS_PER_MM)
        found.top = Math.min(found.top, y / DOTS_PER_MM)
        found.bottom = Math.max(found.bottom, (y + 1) / DOTS_PER_MM)
      }
  return found
}

function firstRun(line: readonly boolean[]): number {
  const from = line.indexOf(true)
  const to = line.indexOf(false, from)
  return from === -1 ? 0 : to - from
}
