import { type Browser, expect, type Page, test } from '@playwright/test'
import { SETTLE_MS, STRAY_MS } from '@/components/kiosk/kiosk-flow'
import { percentile } from '@/scripts/bench/figures'
import { withSpeaker } from '@/tests/support/speaker'
import { openStack, type Stack } from './support/stack'
import { chip, enrollPage, SIZES, shownNumber, withPrinter } from './support/surfaces'

/** Of each: with the servers, then with the servers stopped. */
const ONLINE = 5
const CUT_OFF = 3
/** PRODUCT.md: two to three touches, besides the code. */
const TOUCHES_MAX = 3
/** Six digits: the year is there already, and no button ends them. */
const KEYS = 6

const WORDS = {
  fr: {
    door: /^Français/,
    service: /^Nouvelle demande/,
    take: /^Prendre mon ticket/,
    done: /^Terminé/,
  },
  en: { door: /^English/, service: /^New Application/i, take: /^Take my ticket/, done: /^Done/ },
} as const
type Language = keyof typeof WORDS

let stack: Stack
test.beforeAll(async () => {
  stack = await openStack()
})
test.afterAll(() => stack.close())

test('[KIOSK-12] a first visit is three touches and six digits, in either language, with the network and without', async ({
  browser,
}) => {
  const kiosks = await Promise.all((['fr', 'en'] as const).map(language => openKiosk(browser, language)))
  const online = await Promise.all(kiosks.map(kiosk => visits(kiosk, ONLINE)))
  await stack.kill()
  const cutOff = await Promise.all(
    kiosks.map(async kiosk => {
      await kiosk.page.reload()
      await expect(chip(kiosk.page)).toContainText('Hors ligne')
      return await visits(kiosk, CUT_OFF)
    }),
  )
  tell('with the network', online.flat())
  tell('servers stopped', cutOff.flat())
  tell('all', [...online, ...cutOff].flat())
})

type Kiosk = { readonly page: Page; readonly language: Language; count: number }
/** In milliseconds since the last touch: the ticket is safe on the device, and its paper is asked for. */
type Times = { readonly durableMs: number; readonly printMs: number }

async function openKiosk(browser: Browser, language: Language): Promise<Kiosk> {
  const context = await browser.newContext({ viewport: SIZES.kiosk, hasTouch: true })
  await withPrinter(context)
  await withSpeaker(context)
  await context.addInitScript(noteTimes)
  const page = await context.newPage()
  await enrollPage(page, stack, 'kiosk', `Borne ${language}`)
  return { page, language, count: 0 }
}

async function visits(kiosk: Kiosk, count: number): Promise<Times[]> {
  const times: Times[] = []
  for (let turn = 0; turn < count; turn++) times.push(await visit(kiosk))
  return times
}

/** As somebody who has never been here: each step is read, touched, and answered by the next. */
async function visit(kiosk: Kiosk): Promise<Times> {
  const { page, language } = kiosk
  const words = WORDS[language]
  kiosk.count += 1
  const digits = `${language === 'fr' ? 100 : 200}${String(kiosk.count).padStart(3, '0')}`
  let [touches, keys] = [0, 0]
  const touch = async (name: RegExp) => {
    await tap(page, name)
    touches += 1
  }
  await touch(words.door)
  for (const digit of digits) {
    await page.getByRole('button', { name: digit, exact: true }).tap()
    keys += 1
  }
  await page.getByRole('button', { name: words.service }).waitFor()
  await page.waitForTimeout(STRAY_MS)
  await touch(words.service)
  await touch(words.take)
  expect(await shownNumber(page)).toMatch(/^[A-Z]\d\d{2,}$/)
  const times = await page.evaluate(() => Reflect.get(globalThis, 'times') as Times) // reason: set by noteTimes
  expect(touches).toBeLessThanOrEqual(TOUCHES_MAX)
  expect(keys).toBe(KEYS)
  await leave(page, words.done)
  return times
}

/** The screen with a ticket closes by itself after six seconds, which a busy machine may take to touch it. */
async function leave(page: Page, done: RegExp): Promise<void> {
  await page.waitForTimeout(SETTLE_MS)
  const closed = page.getByRole('button', { name: WORDS.fr.door }).waitFor()
  const touched = page.getByRole('button', { name: done }).tap()
  touched.catch(() => undefined) // reason: it has closed by itself
  await closed
}

/** The kiosk takes what follows a change of the screen at once for the second half of a double tap. */
async function tap(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name })
  await button.waitFor()
  await page.waitForTimeout(SETTLE_MS)
  await button.tap()
}

/** Runs in the page, before the kiosk does. */
function noteTimes(): void {
  let [touchedAt, keptAt] = [0, 0]
  addEventListener('pointerup', event => {
    touchedAt = event.timeStamp
  })
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    const begun = transaction.call(this, names, mode, options)
    if (mode === 'readwrite' && begun.durability === 'strict')
      begun.addEventListener('complete', () => {
        keptAt = performance.now()
      })
    return begun
  }
  const { print } = globalThis
  globalThis.print = () => {
    const times = { durableMs: keptAt - touchedAt, printMs: performance.now() - touchedAt }
    Object.assign(globalThis, { times })
    print()
  }
}

function tell(where: string, times: readonly Times[]): void {
  const kept = shares(times.map(({ durableMs }) => durableMs))
  const printing = shares(times.map(({ printMs }) => printMs))
  const said = `${where}, ${times.length} check-ins: last touch to durable ticket ${kept}; to the start of its paper ${printing}`
  test.info().annotations.push({ type: 'check-in', description: said })
  console.info(said)
}

function shares(values: readonly number[]): string {
  return `p50 ${percentile(values, 0.5).toFixed(0)} ms, p95 ${percentile(values, 0.95).toFixed(0)} ms`
}
