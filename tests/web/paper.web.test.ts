import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PrintedPage, printedPage } from '@/tests/support/printed-page'
import { launch, programStyles, type Site, serveEntry } from './chromium'

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/estimates-page.tsx', () => '', await programStyles())
  browser = await launch()
  page = await browser.newPage()
  // The program's letters are there before anything is printed: the screen has them.
  await page.emulateMedia({ media: 'print' })
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

async function print(query: string): Promise<PrintedPage> {
  await page.goto(`${site.url}?surface=paper&${query}`)
  await page.getByRole('article').waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  return await printedPage(await page.pdf({ preferCSSPageSize: true }))
}

/** As much as a ticket ever says. */
const FULL = 'hall=late&priority=1&again=1&offline=1&number=A1104'
const LINK = 'https://guichet.example/t/1.20260302.A112.k3f9xq.Zk2Zk2Zk2Zk2Zk2Z'

const WORDS = {
  fr: [
    ...['DUPLICATA', 'Centre d’identification de Yaoundé', 'Retrait de la carte', 'Card collection', 'A1104', 'P'],
    ...['41 personnes devant vous', 'Attente estimée : 100 à 170 min (à 12 h 00)'],
    ...['nous fermons à 15 h 30', 'sera affiché à l’écran et annoncé', 'Absent après 3 appels :'],
    ...['Suivez-le sur votre téléphone', '02/03/2026, 12 h 00', 'Borne de l’entrée H', 'Code CNI 2025 ••• 234'],
  ],
  en: [
    ...['DUPLICATE', 'Yaoundé identification centre', 'Card collection', 'Retrait de la carte', 'A1104', 'P'],
    ...['41 people ahead of you', 'Estimated wait: 100 to 170 min (at 12:00)', 'Absent after 3 calls:'],
    ...['Follow it on your phone', '02/03/2026, 12:00', 'Borne de l’entrée H', 'Code CNI 2025 ••• 234'],
  ],
} as const

test.each([
  [80, 'fr', 120, 4],
  [80, 'en', 120, 4],
  [58, 'fr', 170, 5],
  [58, 'en', 170, 5],
] as const)(
  '[PAPER-1] printed on %i mm, in %s: 20 mm of number, every word, nothing cut off',
  async (width, language, height, margin) => {
    const paper = await print(`width=${width}&language=${language}&${FULL}`)
    expect([paper.pages, Math.round(paper.widthMm), Math.round(paper.heightMm)]).toEqual([1, width, height])
    expect(paper.heightOf('A1104')).toBeCloseTo(20, 0)
    expect(WORDS[language].filter(words => !paper.letters.includes(words.replace(/ /g, '')))).toEqual([])
    const narrow = paper.spacesBefore(':').map(space => space > 0.1 && space < 0.22)
    expect(narrow).toEqual(language === 'fr' ? [true, true, true] : [])
    expect(paper.qrCode()).toBe(LINK)
    const { left, right, top, bottom } = paper.ink()
    expect([left >= margin, right <= width - margin, bottom <= height - 3]).toEqual([true, true, true])
    // The frame of DUPLICATA is as thick at the right edge as at the left.
    const [atLeft, atRight] = paper.edges(top + 3)
    expect(Math.abs(atLeft - atRight)).toBeLessThanOrEqual(1)
  },
)

test('[PAPER-1] a narrow ticket that says no more than usual takes less paper', async () => {
  const paper = await print('width=58&language=fr&hall=served&priority=1')
  expect([paper.pages, Math.round(paper.heightMm), paper.ink().bottom <= 137]).toEqual([1, 140, true])
  expect(paper.heightOf('A112')).toBeCloseTo(20, 0)
})
