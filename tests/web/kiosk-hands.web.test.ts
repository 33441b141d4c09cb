import type { Browser, Locator, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { SETTLE_MS } from '@/components/kiosk/kiosk-flow'
import { IDLE_MS, WARNING_MS } from '@/components/kiosk/kiosk-times'
import type { CheckInWish } from '@/lib/client/kiosk-desk'
import { launch, programStyles, type Site, serveEntry } from './chromium'

/** What hands do at a kiosk, and what they do not mean. Its clock is the test's. */

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/estimates-page.tsx', () => '', await programStyles())
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce' })
  await page.clock.install()
  await page.goto(site.url)
  await door().waitFor()
})

afterEach(async () => {
  await page.close()
})

const button = (name: RegExp) => page.getByRole('button', { name })
const door = () => button(/^Français/)

/** A finger that takes its time. */
async function touch(what: Locator): Promise<void> {
  await page.clock.runFor(SETTLE_MS + 250)
  await what.click()
}

/** A scanner types into whatever has the focus. True when its Enter was kept from it. */
async function scan(text: string): Promise<boolean> {
  return await page.evaluate(keys => {
    const type = (key: string, code: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }),
      )
    for (const key of keys) type(key, /\d/.test(key) ? `Digit${key}` : `Key${key}`)
    return !type('Enter', 'Enter')
  }, text)
}

test('[KIOSK-6] a scan presses nothing, wherever the focus is, and is the code that the ticket is asked for with', async () => {
  await door().focus()
  expect(await scan('CNI2025001234')).toBe(true)
  for (const words of [/^Code lu.: CNI 2025 ••• 234\. Touchez/, /^Code read: CNI 2025 ••• 234\. Touch/])
    await page.getByText(words).waitFor()

  await touch(door())
  await button(/^Nouvelle demande/).waitFor()
  await button(/Recommencer/).focus()
  expect(await scan('CNI2026009876')).toBe(true)
  await touch(button(/^Nouvelle demande/))
  await page.getByText('CNI 2026 ••• 876').waitFor()

  await button(/Prendre mon ticket/).focus()
  expect(await scan('6001240128397')).toBe(true)
  await page.clock.runFor(1_000)
  await page.keyboard.press('Enter')
  await button(/Terminé/).waitFor()
  const wishes = await page.evaluate(() => Reflect.get(globalThis, 'wishes') as CheckInWish[]) // reason: as the page has it
  expect(wishes.map(({ code }) => code)).toEqual(['CNI2026009876'])
})

test('[KIOSK-6] keys typed by hand are digits, and a key that is held presses nothing', async () => {
  await touch(door())
  await page.keyboard.type('12')
  await page.clock.runFor(100)
  await page.keyboard.press('Backspace')
  await page.getByText('Encore 5 chiffres').waitFor()
  await button(/pas de code/).focus()
  const isKept = await page.evaluate(
    () =>
      !document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true }),
      ),
  )
  expect(isKept).toBe(true)
})

test('[KIOSK-7] who does not touch is asked by sight and sound, then all is cleared; nothing is renewed under him', async () => {
  const seen = (name: string) => page.evaluate(of => Reflect.get(globalThis, of) ?? false, name)
  expect(await seen('busy')).toBe(false)
  await touch(door())
  await touch(button(/^7$/))
  await page.clock.runFor(IDLE_MS - 1_000)
  expect([await seen('busy'), await seen('warned'), await page.getByText(/encore là/).count()]).toEqual([
    'visit',
    false,
    0,
  ])
  await page.clock.runFor(2_000)
  await page.getByText(/encore là/).waitFor()
  expect(await seen('warned')).toBe(true)
  await button(/Oui, continuer/).click()
  await page.getByText(/encore là/).waitFor({ state: 'hidden' })
  await page.getByText('Encore 5 chiffres').waitFor()

  await page.clock.runFor(IDLE_MS + WARNING_MS + 1_000)
  await touch(door())
  await page.getByText('Encore 6 chiffres').waitFor()
})

test('[KIOSK-11] a finger that slides away has changed its mind; one that slips has not', async () => {
  const box = (await door().boundingBox()) ?? expect.fail('no door')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.clock.runFor(1_000)
  for (const [slipped, step] of [
    [40, /Touchez pour commencer/],
    [8, /Encore 6 chiffres/],
  ] as const) {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, box.y - slipped)
    await page.mouse.up()
    await page.getByText(step).waitFor()
  }
})

test('[KIOSK-11] a second tap, a second finger and a long press do nothing; nothing is selected or zoomed', async () => {
  await touch(door())
  await touch(button(/pas de code/))
  await page.clock.runFor(1_000)
  const tap = (times: number, isPrimary = true) =>
    page.evaluate(
      ([count, isFirst]) => {
        const line = document.querySelector('[role=checkbox]') ?? document.body
        const { left, top } = line.getBoundingClientRect()
        // The mouse: of no other pointer may a page pretend that it is down.
        const at = { bubbles: true, isPrimary: isFirst, pointerId: 1, clientX: left + 40, clientY: top + 40 }
        for (let time = 0; time < count; time++)
          for (const kind of ['pointerdown', 'pointerup']) line.dispatchEvent(new PointerEvent(kind, at))
      },
      [times, isPrimary] as const,
    )
  const isAsked = () => page.getByRole('checkbox').isChecked()
  await tap(1, false)
  expect(await isAsked()).toBe(false)
  await tap(2)
  expect(await isAsked()).toBe(true)
  const menu = await page.evaluate(() =>
    document
      .querySelector('[role=checkbox]')
      ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
  )
  expect(menu).toBe(false)
  const { userSelect, touchAction } = await page.getByRole('main').evaluate(main => getComputedStyle(main))
  expect([userSelect, touchAction]).toEqual(['none', 'none'])
})
