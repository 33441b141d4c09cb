import type { Browser, Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import type { CheckInWish } from '@/lib/client/kiosk-desk'
import { isKioskWhole } from '@/tests/support/whole-screens'
import { launch, programStyles, type Site, serveEntry } from './chromium'

type Size = readonly [width: number, height: number]

const SIZES: readonly Size[] = [
  [1080, 1920],
  [1920, 1080],
  [1280, 800],
]
const SMALLEST: Size = [1280, 800]
const HALL: Size = [1920, 1080]
/** What an 80 mm printer prints on, of the page that `app/globals.css` asks for, in CSS pixels. */
const PAPER: Size = [272, 430]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/estimates-page.tsx', () => '', await programStyles())
  browser = await launch()
  page = await browser.newPage()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

async function show(query: string, [width, height]: Size): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.goto(`${site.url}?${query}`)
}

const button = (name: RegExp) => page.getByRole('button', { name })
const priority = () => page.getByRole('checkbox')
const count = (words: RegExp) => page.getByText(words).count()

/** What follows a change of the screen at once would count as the second half of a double tap. */
async function touch(name: RegExp): Promise<void> {
  await press(button(name))
}

async function press(what: Locator): Promise<void> {
  await what.waitFor()
  await page.waitForTimeout(DOUBLE_TAP_MS)
  await what.click()
}

async function wishes(): Promise<readonly CheckInWish[]> {
  return await page.evaluate(() => Reflect.get(globalThis, 'wishes') as CheckInWish[]) // reason: as the page has it
}

const isWhole = () => isKioskWhole(page)

async function toServices(query: string, size: Size, language: RegExp): Promise<void> {
  await show(query, size)
  await touch(language)
  await touch(/pas de code|no code/)
  await button(/Nouvelle demande|New application/).waitFor()
}

const SAID: Record<string, readonly [fr: RegExp, en: RegExp]> = {
  served: [/^20 à 40.min$/, /^20 to 40 min$/],
  station: [/^Probablement guichet 3$/, /^Probably station 3$/],
  unserved: [/^Aucun guichet ne sert ce service/, /^No station is serving this service/],
  unknown: [/^Durée inconnue pour l’instant$/, /^Not known at the moment$/],
  late: [/nous fermons à 15.h.30. Votre tour n’est pas garanti/, /we close at 15:30. Your turn may not come before/],
}
const AHEAD: Record<string, readonly [fr: RegExp, en: RegExp]> = {
  served: [/^12 personnes devant vous \(peut changer\)$/, /^12 people ahead of you \(may change\)$/],
  unserved: [
    /^3 personnes devant vous pour ce service \(peut changer\)$/,
    /^3 people ahead of you for this service \(may change\)$/,
  ],
}

/** On the smallest screen the longer words: whether they fit elsewhere is measured with the steps. */
const VISITS = [
  [SMALLEST, 'Français'],
  [SMALLEST, 'English'],
] as const

test.each(VISITS)(
  '[KIOSK-3] on %j in %s: what may keep a visitor from waiting is said before the ticket, and with it',
  async (size, language) => {
    const [turn, door] = language === 'Français' ? ([0, /Français/] as const) : ([1, /English/] as const)
    for (const [hall, words] of Object.entries(SAID)) {
      const said = words[turn]
      await toServices(`hall=${hall}&number=A1104`, size, door)
      expect([hall, await isWhole()]).toEqual([hall, true])
      await touch(/Nouvelle demande|New application/)
      await page.getByText(said).waitFor()
      const ahead = AHEAD[hall]?.[turn]
      if (ahead) expect([hall, await count(ahead)]).toEqual([hall, 1])
      expect([hall, await isWhole()]).toEqual([hall, true])
      await touch(/Prendre mon ticket|Take my ticket/)
      await button(/Terminé|Done/).waitFor()
      expect([hall, await count(said), await isWhole()]).toEqual([hall, 1, true])
    }
  },
)

test.each(SIZES)(
  '[KIOSK-1] on %ix%i a visitor asks for priority with one touch, and staff confirm',
  async (...size) => {
    await toServices('hall=served', size, /Français/)
    expect([await priority().isChecked(), await count(/personnel confirmera/)]).toEqual([false, 1])
    await press(priority())
    await touch(/English/)
    await page.getByText(/^Requested\. Staff will confirm\.$/).waitFor()
    expect(await priority().isChecked()).toBe(true)
    await touch(/New application/)
    await button(/Take my ticket/).waitFor()
    expect([await priority().isChecked(), await isWhole()]).toEqual([true, true])
    expect((await button(/Take my ticket/).boundingBox())?.height).toBeGreaterThanOrEqual(96)
    expect((await priority().boundingBox())?.height).toBeGreaterThanOrEqual(96)
    await touch(/Take my ticket/)
    await page.getByText('P', { exact: true }).waitFor()
    expect(await count(/pregnan|disab|infant|60/)).toBe(0)
    expect(await wishes()).toMatchObject([{ isVulnerable: true, foretold: { ahead: 11 } }])
  },
)

test('[KIOSK-1] who does not ask has no sign; who has overlooked the line may ask on the last screen', async () => {
  await toServices('hall=served', SMALLEST, /Français/)
  await touch(/Nouvelle demande/)
  await button(/Prendre mon ticket/).waitFor()
  await press(priority())
  expect(await priority().isChecked()).toBe(true)
  await press(priority())
  await touch(/Prendre mon ticket/)
  await button(/Terminé/).waitFor()
  expect(await page.getByText('P', { exact: true }).count()).toBe(0)
  expect(await wishes()).toMatchObject([{ isVulnerable: false, foretold: { ahead: 12 } }])
})

test('[KIOSK-2] while he stands there the queue goes on, and what he was told does not change', async () => {
  await toServices('hall=served&moving=1', SMALLEST, /English/)
  await touch(/New application/)
  await page.getByText(/^13 people ahead/).waitFor()
  for (let look = 0; look < 3; look++) await page.evaluate(() => Reflect.get(globalThis, 'lookAgain')())
  await touch(/Take my ticket/)
  await page.getByText(/^13 people ahead/).waitFor()
  expect(await wishes()).toMatchObject([{ foretold: { ahead: 13 } }])
})

test('[KIOSK-3] the welcome tells from the shortest to the longest wait, in both languages', async () => {
  await show('hall=served', SMALLEST)
  for (const words of [
    /^12 personnes attendent.: 20 à 40.min selon le service$/,
    /^12 people are waiting: 20 to 40 min, /,
  ])
    await page.getByText(words).waitFor()
  await show('hall=unserved', SMALLEST)
  for (const words of [/^12 personnes attendent.: durée inconnue$/, /^12 people are waiting: wait not known$/])
    await page.getByText(words).waitFor()
})

test.each([
  ['late', 'Français'],
  ['late', 'English'],
  ['unserved', 'Français'],
  ['unserved', 'English'],
])('[KIOSK-3] where no paper comes out, on the smallest screen, all is said too: %s, %s', async (hall, language) => {
  await toServices(`hall=${hall}&jammed=1`, SMALLEST, new RegExp(language))
  await touch(/Nouvelle demande|New application/)
  await touch(/Prendre mon ticket|Take my ticket/)
  await page.getByRole('alert').waitFor()
  expect(await isWhole()).toBe(true)
})

test('[KIOSK-4] who cannot be served before closing is told what to do, before he takes a ticket', async () => {
  await toServices('hall=closing', SMALLEST, /English/)
  await touch(/New application/)
  await page.getByText(/^Your turn would not come before closing\.$/).waitFor()
  expect([await button(/Take my ticket/).count(), await wishes()]).toEqual([0, []])
  await touch(/Back/)
  await button(/New application/).waitFor()
})

test('[KIOSK-2] who asks again and is being called is sent to the station', async () => {
  await toServices('hall=served&again=1&called=1', SMALLEST, /Français/)
  await touch(/Nouvelle demande/)
  await touch(/Prendre mon ticket/)
  await page.getByText(/^Votre numéro est appelé.: allez au guichet 3\.$/).waitFor()
  expect(await count(/Asseyez-vous/)).toBe(0)
})

const PAPERS: readonly [query: string, fr: RegExp, en: RegExp][] = [
  ['hall=station', /Probablement guichet 3/, /Probably station 3/],
  ['hall=unserved&priority=1', /Aucun guichet ne sert/, /No station is serving/],
  ['hall=late&priority=1&again=1&offline=1&number=A1104', /DUPLICATA.*pas garanti/, /DUPLICATE.*may not come before/],
  ['hall=served&again=1&called=1', /allez au guichet 3/, /go to station 3/],
  ['hall=served&again=1&over=1', /n’attend plus/, /no longer waiting/],
]

test.each(PAPERS)('[KIOSK-1, KIOSK-2, KIOSK-3] on paper, one piece of it: %s', async (query, fr, en) => {
  await page.emulateMedia({ media: 'print' })
  for (const [language, words] of [
    ['fr', fr],
    ['en', en],
  ] as const) {
    await show(`surface=paper&language=${language}&${query}`, PAPER)
    const paper = page.getByRole('article')
    expect(await paper.textContent()).toMatch(words)
    expect(await paper.getByText('P', { exact: true }).count()).toBe(query.includes('priority') ? 1 : 0)
    expect((await paper.boundingBox())?.height).toBeLessThanOrEqual(PAPER[1])
    expect(await paper.getByText(/pregnan|grossesse|handicap|disab/).count()).toBe(0)
  }
  await page.emulateMedia({ media: 'screen' })
})

test('[SHOW-1] the hall reads how many wait and how long, and an unknown wait in both languages', async () => {
  await show('surface=display', HALL)
  const bar = page.locator('footer')
  await bar.waitFor()
  const lines = await bar.getByRole('listitem').allTextContents()
  expect(lines.map(line => line.replace(/\s/g, ' '))).toEqual([
    ...['0Retrait de la carteCard collection0–20 min', '3RenouvellementRenewal15–35 min'],
    ...['6Nouvelle demandeNew application30–50 min', '9Perte ou vol de la carteLost or stolen card45–65 min'],
    ...['12Correction de donnéesCorrection of dataInconnueUnknown', '15RenseignementsInformation75–95 min'],
  ])
  await show('surface=display&services=0&quiet=1', HALL)
  await page.getByText(/Les appels s’afficheront ici/).waitFor()
  expect(await page.locator('footer').getByRole('listitem').count()).toBe(0)
})
