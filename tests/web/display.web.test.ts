import type { Browser, Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOn } from '@/tests/support/axe'
import { cutOffInHall } from '@/tests/support/whole-screens'
import { launch, programStyles, type Site, serveEntry } from './chromium'

type Size = readonly [width: number, height: number]
const HALL: Size = [1920, 1080]
const SIZES: readonly Size[] = [HALL, [1080, 1920]]

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/display-page.tsx', () => '', await programStyles())
  browser = await launch()
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  page = await context.newPage()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

async function show(query: string, [width, height]: Size, where = page): Promise<void> {
  await where.setViewportSize({ width, height })
  await where.goto(`${site.url}?${query}`)
  await where.getByRole('main').waitFor()
  await where.evaluate(async () => await document.fonts.ready)
}

const part = (name: string) => page.locator(`[data-part=${name}]`)
const rows = () => page.locator('main ol > li')
const said = (words: RegExp) => page.getByText(words).filter({ visible: true }).isVisible()

/** The height of its figures as they are drawn, in pixels: what is measured on a sign. */
async function figures(text: Locator): Promise<number> {
  return await text.evaluate(element => {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(element)
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return 0
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    return context.measureText('0').actualBoundingBoxAscent
  })
}

test('[SHOW-6] on 1080 lines the figures of the last call are 300 px high; five of them fill the panel; rows are 90 px', async () => {
  await show('look=calls&stations=1,2,3,12&services=A,B', HALL)
  expect([await part('number').textContent(), await part('station').textContent()]).toEqual(['A112', '3'])
  expect(await figures(part('number'))).toBeGreaterThanOrEqual(300)
  expect(await figures(part('station'))).toBeGreaterThanOrEqual(140)
  expect(await rows().count()).toBe(7)
  for (const row of await rows().all()) expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(88)
  await show('look=wide', HALL)
  expect(await figures(part('number'))).toBeGreaterThanOrEqual(280)
})

const LOOKS = [
  'burst',
  'wide',
  'long',
  'alert',
  'offline',
  'holiday',
  'finishing&stations=1,2&services=A,B',
  'blocked&stations=é',
]

test.each(SIZES)(
  '[SHOW-6] on %ix%i nothing is cut off, whatever the state, also in French a third longer',
  async (...size) => {
    for (const look of LOOKS) {
      await show(`look=${look}`, size)
      expect([look, await cutOffInHall(page)]).toEqual([look, []])
    }
  },
)

test('[SHOW-6] a call that is news pulses three times and stands out, and only stands out where motion is unwelcome', async () => {
  const look = () =>
    page.locator('section[data-look=news]').evaluate(element => {
      const { animationName, animationDuration, animationIterationCount } = getComputedStyle(element)
      return [animationName, animationDuration, animationIterationCount]
    })
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await show('look=calls', HALL)
  expect(await look()).toEqual(['call-pulse', '0.9s', '3'])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await show('look=calls', HALL)
  expect((await look())[0]).toBe('none')
  expect(await page.locator('li[data-look=news]').allTextContents()).toEqual(['B10412', 'A1111'])
  await show('look=known', HALL)
  expect(await page.locator('[data-look=news]').count()).toBe(0)
})

test.each<[string, readonly RegExp[]]>([
  ['empty', [/^Les appels s’afficheront ici$/, /^Calls will appear here$/]],
  ['before', [/^Ouverture à 7.h.30$/, /^Opening at 7:30$/, /^Tickets à la borne dès 6.h.30\./, /kiosk from 6:30\./]],
  ['doors', [/^Prenez votre ticket à la borne/, /^Take your ticket at the kiosk/]],
  ['holiday', [/fermé.: Fête de la Jeunesse$/, /closed: Youth Day$/, /^Réouverture mercredi 4 mars 2026 à 7.h.30$/]],
  ['closed', [/^Le centre est fermé$/, /^The centre is closed$/, /^Open again Wednesday 4 March 2026 at 7:30$/]],
  ['done', [/^Plus aucun ticket n’est donné aujourd’hui$/, /^No more tickets are given today$/]],
  ['finishing', [/^Plus de ticket aujourd’hui\./, /^No more tickets today\./]],
  ['calls&stations=1,2&services=A', [/^Guichets 1, 2 · Tickets A$/, /^Stations 1, 2 · Tickets A$/]],
  ['calls&stations=77', [/^Zone de cet écran à corriger.: stations=77$/, /corrected: stations=77$/]],
  ['offline', [/^Affichage autonome depuis 11.h.59\./, /^Display on its own since 11:59\./]],
])('[SHOW-3, SHOW-5, SHOW-7] %s is said in both languages', async (look, words) => {
  await show(`look=${look}`, HALL)
  for (const expected of words) expect([expected, await said(expected)]).toEqual([expected, true])
})

test.each(['calls&stations=1,77', 'holiday', 'offline'])('[EASE-1] a hall, %s, is free of barriers', async look => {
  await show(`look=${look}`, HALL)
  const rules = { 'color-contrast-enhanced': { enabled: true } }
  expect(await barriersOn(page, rules)).toEqual([])
})

test('[SHOW-5] who comes to a closed center is not told to stay in the hall', async () => {
  for (const [look, count] of [
    ['empty', 1],
    ['closed', 0],
    ['before', 0],
  ] as const) {
    await show(`look=${look}`, HALL)
    expect([look, await page.getByText(/^Restez dans la salle/).count()]).toEqual([look, count])
  }
})

test('[SHOW-7] alone for over 30 s, the display keeps its calls, dimmed, each with its time, and highlights none', async () => {
  await show('look=offline', HALL)
  expect(await page.locator('section[data-look]').getAttribute('data-look')).toBe('dimmed')
  expect(await rows().allTextContents()).toContain('C110311:582')
  expect(await page.locator('[data-look=news]').count()).toBe(0)
})

test('[SHOW-7] a picture that cannot be drawn is a calm screen that says nothing of why, and comes back by itself', async () => {
  const hall = await browser.newPage()
  await hall.clock.install()
  await show('look=failed', HALL, hall)
  const words = await hall.getByRole('main').textContent()
  expect(words).toMatch(
    /^Affichage interrompu un instantDisplay interrupted for a momentÉcoutez .*Please listen .*\d\d:\d\d:\d\d$/,
  )
  expect(words).not.toMatch(/TypeError|undefined/)
  await hall.evaluate(() => Reflect.set(globalThis, 'repaired', true))
  await hall.clock.fastForward(11_000)
  await hall.getByText('A112', { exact: true }).waitFor()
  await hall.close()
})

test('[SHOW-8] a page whose clock stands loads itself anew, not while a call is spoken; one whose clock goes does not', async () => {
  const hall = await browser.newPage()
  const isSame = () => hall.evaluate(() => Reflect.has(globalThis, 'marked'))
  await hall.clock.install()
  for (const [query, isKept] of [
    ['look=watched&ticks', true],
    ['look=watched', false],
  ] as const) {
    await show(query, HALL, hall)
    await hall.evaluate(() => Object.assign(globalThis, { marked: true, speaks: true }))
    await hall.clock.runFor(60_000)
    expect(await isSame()).toBe(true)
    await hall.evaluate(() => Reflect.deleteProperty(globalThis, 'speaks'))
    await hall.clock.runFor(6_000)
    await expect.poll(() => isSame().catch(() => false)).toBe(isKept)
  }
  await hall.close()
})
