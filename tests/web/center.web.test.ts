import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isTooWide } from '@/tests/support/whole-screens'
import { day } from '../support/day'
import { launch, programStyles, type Site, serveEntry } from './chromium'

type Size = readonly [width: number, height: number]

const TABLET: Size = [1280, 800]
const PHONE: Size = [360, 740]
const SIZES = [TABLET, PHONE]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/center-page.tsx', () => '', await programStyles())
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

const numbers = (letter: string, count: number, from = 10) =>
  Array.from({ length: count }, (_, index) => `${letter}1${from + index}`)

/** Station 3 served five in the morning; now nineteen wait for two stations, and Estelle's at 2 serves appointments alone. */
const MORNING = `opened 1( 2( 3( ${numbers('A', 5).join(' ')} R110 ${numbers('A', 5)
  .map((ticket, index) => `3>${ticket} 3+ ~${[3, 6, 4, 9, 8][index]}m 3.`)
  .join(' ')}`
const CALM = `${MORNING} 2>R110 2+ ~20m A130 1>A130 1+`
const BUSY = `${MORNING} ${numbers('A', 13, 31).join(' ')} ${numbers('B', 6).join(' ')} 2>R110 2+ A130 1>A130 1+`

const line = () => page.getByRole('region', { name: /^(Le centre|The centre)$/ })
const button = (name: RegExp) => page.getByRole('button', { name })
const part = (name: RegExp) => line().getByRole('region', { name })

/** The tablet at the end of this day, or so many minutes later; its clock stands still until it is told to go on. */
async function show(script: string, query: string, size: Size, later = 0): Promise<void> {
  await load(script, query, size, later)
  await page.clock.runFor(3_000)
}

async function load(script: string, query: string, [width, height]: Size, later: number): Promise<void> {
  page = await browser.newPage({ viewport: { width, height } })
  const now = day(script).now + later * 60_000
  await page.clock.install({ time: now - 1_000 })
  await page.clock.pauseAt(now)
  await page.goto(`${site.url}?${query}&day=${encodeURIComponent(script)}`)
  await page.getByRole('main').waitFor()
}

async function open(): Promise<void> {
  await button(/^(Voir|Show) /).click()
  await page.clock.runFor(1_000)
}

/** What is red is loud: the ground of the line, as the eye has it. */
async function isRed(): Promise<boolean> {
  const [red, , blue] = await line().evaluate(shown => {
    const { backgroundColor } = getComputedStyle(shown.firstElementChild ?? shown)
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')
    if (!canvas) return [0, 0, 0]
    canvas.fillStyle = backgroundColor
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  })
  return (red ?? 0) - (blue ?? 0) > 8 && (blue ?? 0) > 225
}

async function isInView(name: RegExp): Promise<boolean> {
  const box = await button(name).boundingBox()
  const size = page.viewportSize()
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height
}

/** Everything that it shows stays on its card. */
const isOnCard = () =>
  line().evaluate(shown => {
    const card = shown.lastElementChild ?? shown
    const edge = card.getBoundingClientRect().right - 12
    return [...card.querySelectorAll('table, ul, p')].every(each => each.getBoundingClientRect().right <= edge)
  })
const focused = () => page.evaluate(() => document.activeElement?.tagName)

const LINES: readonly [string, string, string, number, RegExp, boolean, Size][] = [
  ['nothing', 'language=fr', CALM, 0, /Le centre.: rien à signaler/, false, PHONE],
  ['too much work', 'language=fr', BUSY, 0, /Plus de travail que les agents présents n’en feront/, false, TABLET],
  ['an emergency', 'language=fr', `${CALM} E101`, 4, /Urgence en attente depuis 4.min.: E101/, false, PHONE],
  ['too long an emergency', 'language=en', `${CALM} E101`, 6, /Emergency waiting for 6.min: E101/, true, TABLET],
  ['a tablet not heard', 'language=en&lost=2', CALM, 0, /Station 2: tablet out of reach \(Estelle M\.\)/, false, PHONE],
  ['alone', 'language=fr&alone=1', BUSY, 0, /Le centre.: sans nouvelles depuis \d\d:\d\d/, false, TABLET],
  ['too long an emergency', 'language=fr', `${CALM} E101`, 6, /Urgence en attente depuis 6.min.: E101/, true, PHONE],
]

test.each(LINES)('[WATCH-6] %s (%s)', async (_what, query, script, later, expected, red, size) => {
  await show(script, query, size, later)
  expect(await line().getByRole('status').textContent()).toMatch(expected)
  expect([await isRed(), await isTooWide(page), await isInView(/^(Terminer|Finish)/), await focused()]).toEqual([
    red,
    false,
    true,
    'BODY',
  ])
  await page.close()
})

test('[WATCH-6] an agent who is no supervisor has no line', async () => {
  await show(BUSY, 'language=fr&agent=3', TABLET, 9)
  expect(await line().count()).toBe(0)
  await page.close()
})

test('[WATCH-1] a look asks for one prediction at a time: four newcomers, 0.3 s each, and the sum of it', async () => {
  await load(CALM, 'language=fr', TABLET, 0)
  await page.clock.runFor(1_200)
  expect(await line().count()).toBe(0)
  await page.clock.runFor(1_200)
  expect(await line().count()).toBe(1)
  await page.close()
})

test('[WATCH-1] the next look, ten seconds later, sees what has happened meanwhile', async () => {
  await show(CALM, 'language=fr', TABLET)
  await page.evaluate(() => (globalThis as unknown as { goOn(more: string): void }).goOn('~1s E101 ~4m')) // reason: the page's own word
  await page.clock.fastForward(4 * 60_000)
  await page.clock.runFor(16_000)
  await expect.poll(() => line().getByRole('status').textContent()).toMatch(/Urgence en attente depuis [45].min.: E101/)
  await page.close()
})

test.each(SIZES)(
  '[WATCH-1, WATCH-3] what is the matter, what to do, and what could be changed: %i x %i',
  async (...size) => {
    await show(BUSY, 'language=fr', size)
    await open()
    expect(await part(/Alertes/).textContent()).toMatch(/L’ordre des appels n’y peut rien.: voyez les conseils\./)
    const advice = await part(/Conseils/).textContent()
    expect(advice).toMatch(/du travail pour \d,\d agents, \d(,\d)? présents\. Il en faut \d pour que 4 usagers sur 5/)
    expect(advice).toMatch(/Donner «.Renouvellement.» à Estelle M\.Charge de \d+.% à \d+.%/)
    expect([await isTooWide(page), await isInView(/^Terminer/)]).toEqual([false, true])
    await page.close()
  },
)

test('[WATCH-2] alone, the panel says since when, and advises nothing', async () => {
  await show(BUSY, 'language=en&alone=1', TABLET)
  await open()
  expect(
    await line()
      .getByText(/^This tablet has heard no other since \d\d:\d\d\./)
      .isVisible(),
  ).toBe(true)
  expect(await part(/Advice/).count()).toBe(0)
  await page.close()
})

test.each(SIZES)('[WATCH-4] the figures of the day, with nothing told of fewer than five: %i x %i', async (...size) => {
  await show(CALM, 'language=en', size)
  await open()
  const rows = await part(/Today/).getByRole('row').allTextContents()
  expect(rows).toEqual([
    'Waitn1 in 219 in 20Promised',
    expect.stringMatching(/^Appointment1––15.min$/),
    expect.stringMatching(/^Renewal \+ New application6\d+.min\d+.min45.min$/),
    'Service timen1 in 29 in 10',
    expect.stringMatching(/^Renewal5\d.min\d.min$/),
  ])
  expect([await isTooWide(page), await isOnCard()]).toEqual([false, true])
  await page.close()
})

test.each(SIZES)('[WATCH-5] a station is released in two taps: %i x %i', async (...size) => {
  await show(CALM, 'language=fr&lost=2', size)
  await open()
  const stations = () => part(/Guichets ouverts/).getByRole('listitem')
  expect(await stations().allTextContents()).toEqual([
    expect.stringMatching(/^Guichet 1Serge T\.voussert A130, 0.min$/),
    expect.stringMatching(/^Guichet 2Estelle M\.hors de portée depuis \d\d:\d\dLibérer$/),
    expect.stringMatching(/^Guichet 3Ibrahim H\.libre, 20.minLibérer$/),
  ])
  const ask = () => stations().nth(1).getByRole('button', { name: 'Libérer le guichet 2' })
  await ask().click()
  await button(/^Non$/).click()
  expect(await page.title()).toBe('Guichet')
  await page.clock.runFor(1_000)
  await ask().dblclick()
  expect([await page.title(), await button(/^Oui, libérer$/).count()]).toEqual(['Guichet', 1])
  await button(/^Oui, libérer$/).click()
  expect(await page.title()).toBe('{"kind":"release_station","station":2}')
  await expect.poll(() => stations().count()).toBe(2)
  await page.close()
})

test('[WATCH-5] a tablet that is not heard can be released where it is told', async () => {
  await show(CALM, 'language=en&lost=2', TABLET)
  await open()
  await part(/Alerts/)
    .getByRole('button', { name: 'Release station 2' })
    .click()
  await button(/^Yes, release$/).click()
  expect(await page.title()).toBe('{"kind":"release_station","station":2}')
  await page.close()
})

test.each(SIZES)(
  '[WATCH-6] the panel names the ticket at the own station, and goes away with its next move: %i x %i',
  async (...size) => {
    await show(CALM, 'language=fr', size)
    await open()
    expect(await line().getByText('A130', { exact: true }).isVisible()).toBe(true)
    expect([await part(/Alertes/).count(), await page.getByRole('main').isVisible()]).toEqual([1, false])
    await button(/^Terminer/).click()
    await expect.poll(() => part(/Alertes/).count()).toBe(0)
    expect(await page.getByRole('main').isVisible()).toBe(true)
    await page.close()
  },
)
