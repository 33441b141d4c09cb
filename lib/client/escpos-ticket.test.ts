import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import type { Language } from '@/lib/domain/ids'
import { PAPER_CENTER, paperOf } from '@/tests/support/paper'
import { type PrintedPicture, SimulatedPrinter } from '@/tests/support/printer-simulated'
import { escposTicket } from './escpos-ticket'
import type { Paper } from './printer'
import type { PaperWidth } from './printer-setting'
import { testPaper } from './printer-test-paper'
import { qrCodeOf } from './qr-code'

const LINK = `https://guichet.example.cm/t/${'Ab3_'.repeat(11)}`
const COLUMNS = { 80: 48, 58: 32 } as const

function printed(paper: Paper, width: PaperWidth) {
  const printer = new SimulatedPrinter()
  printer.take(escposTicket(paper, width))
  const [first, ...others] = printer.papers
  if (!first || others.length > 0 || printer.hanging.lines.length > 0) throw new Error('not one paper, cut off')
  const text = first.lines.map(line => line.text.trim()).join(' ')
  return { ...first, text: text.replace(/[ \u00a0]+/g, ' ') }
}

const WORDS: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    ...['DUPLICATA', "Centre d'identification de Yaoundé", 'Retrait de la carte', 'Card collection', 'A1104', 'P'],
    ...['12 personnes devant vous', 'Attente estimée : 20 à 40 min (à 12 h 00)', 'Votre numéro sera affiché'],
    ...["Absent après 3 appels : adressez-vous à l'accueil.", '02/03/2026, 12 h 00', "Borne de l'entrée H"],
    ...['Code CNI 2025 *** 234', 'Suivez-le sur votre téléphone'],
  ],
  en: [
    ...['DUPLICATE', 'Yaoundé identification centre', 'Card collection', 'Retrait de la carte', 'A1104', 'P'],
    ...['12 people ahead of you', 'Estimated wait: 20 to 40 min (at 12:00)', 'Your number will be shown'],
    ...['Absent after 3 calls: go to the reception.', '02/03/2026, 12:00', "Borne de l'entrée H"],
    ...['Code CNI 2025 *** 234', 'Follow it on your phone'],
  ],
}

test.each([
  [80, 'fr'],
  [80, 'en'],
  [58, 'fr'],
  [58, 'en'],
] as const)(
  '[PAPER-3] by bytes on %i mm, in %s: every word, within the paper, and a code to scan',
  async (width, language) => {
    const qr = await qrCodeOf(LINK)
    const paper = paperOf('A1104', { language, copy: 2, isVulnerable: true, offline: true, qr })
    const { text, lines, pictures } = printed(paper, width)
    expect(WORDS[language].filter(words => !text.includes(words))).toEqual([])
    expect(lines.filter(line => widthOf(line) > COLUMNS[width])).toEqual([])
    expect(lines.find(line => line.text.trim() === 'A1104')?.height).toBe(8)
    expect(pictures.map(read)).toEqual([LINK])
  },
)

test('[PAPER-3] a test paper says that it is no ticket, with every accent there is', async () => {
  const parts = { center: PAPER_CENTER, kioskLabel: 'Borne 1', now: 0, origin: 'https://guichet.example.cm' }
  for (const [language, words] of [
    ['fr', /ESSAI.*Ce papier n'est pas un ticket.*É È À Ç é è ê à ç ù œ « »/],
    ['en', /TEST.*This paper is not a ticket.*É È À Ç é è ê à ç ù œ « »/],
  ] as const)
    expect(printed(await testPaper({ ...parts, language }), 58).text).toMatch(words)
})

function widthOf({ text, width }: { text: string; width: number }): number {
  // What centers a line is of the smallest letters.
  return text.length - text.trim().length + text.trim().length * width
}

function read({ width, height, dots }: PrintedPicture): string | undefined {
  const pixels = Uint8ClampedArray.from(dots.flatMap(isBlack => (isBlack ? [0, 0, 0, 255] : [255, 255, 255, 255])))
  return jsQR(pixels, width, height)?.data
}
