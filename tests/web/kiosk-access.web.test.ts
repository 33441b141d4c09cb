import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, programStyles, type Site, serveEntry } from './chromium'

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await serveEntry('tests/web/estimates-page.tsx', () => '', await programStyles())
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function open([width, height]: readonly [number, number]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
  await page.clock.install()
  await page.goto(`${site.url}?hall=short`)
  await page.getByRole('main').waitFor()
  // A ticket is not cleared away while a busy machine still looks at it.
  await page.clock.pauseAt(Date.now() + 1_000)
  return page
}

/** A key, and the moment after it in which a kiosk takes no second one. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.clock.fastForward(500)
  }
}

/** What was said since the last look: clips by their last word, without the silence between them. */
async function heard(page: Page): Promise<string[]> {
  const said = await page.evaluate('globalThis.said.splice(0)')
  // reason: what the page hands over
  const sounds = said as (string | number)[][]
  const wordOf = (clip: string) => clip.replace(/^(fr|en)\/prompt-/, '$1 ').replace(/^(fr|en)\//, '')
  return sounds.map(sound => sound.flatMap(part => (typeof part === 'string' ? [wordOf(part)] : [])).join(', '))
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

test('[EASE-5] a whole visit by arrows, digits and Enter, each step said; the code is heard by nobody', async () => {
  const page = await open([1080, 1920])
  await press(page, 'F4')
  expect(await heard(page)).toEqual(['fr accessibility_on, fr welcome, fr choice_language'])
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  expect(await heard(page)).toEqual([
    ...['en choice_language', 'fr choice_access_off', 'fr choice_language', 'en choice_language'],
  ])
  await press(page, 'Enter')
  expect(await heard(page)).toEqual(['en code'])
  await press(page, 'ArrowDown', ...'001234')
  expect(await heard(page)).toEqual(['en choice_year', ...Array.from('001234', () => 'accepted')])
  await press(page, 'Enter')
  expect(await heard(page)).toEqual(['accepted', expect.stringMatching(/^en service, en (service_|choice_service)/)])
  await press(page, 'ArrowUp', 'ArrowUp', 'ArrowUp')
  expect(await heard(page)).toEqual(['en choice_start_over', 'fr choice_language', 'en choice_back'])
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
  expect((await heard(page)).at(-1)).toBe('en confirm, en choice_take_ticket')
  expect(await focused(page)).toBe('Take my ticket')
  await press(page, 'Enter')
  expect(await heard(page)).toEqual([
    'en issuing',
    'en ticket, en your_number, letter-a, digit-1, digit-1, number-2, en nobody_ahead, en may_change, en choice_done',
  ])
  await press(page, 'Enter')
  expect(await heard(page)).toEqual(['en accessibility_off'])
  expect(await page.locator('.kiosk-access').count()).toBe(0)
  await page.close()
})

test('[EASE-5] in the warning any key only says that somebody is there', async () => {
  const page = await open([1280, 800])
  await press(page, 'F4', 'Enter')
  await page.clock.fastForward(101_000)
  await page.getByRole('alert').waitFor()
  expect((await heard(page)).at(-1)).toBe('reminder, fr idle_warning')
  await press(page, 'Enter')
  expect(await heard(page)).toEqual(['fr code'])
  await page.close()
})

/** Nothing to touch above the middle; no letter below 42 px; the focus seen from afar. */
async function misfits(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const isTall = innerHeight > innerWidth
    const high = [...document.querySelectorAll('button')].filter(button => {
      const { top, bottom, left, right } = button.getBoundingClientRect()
      return (isTall && top < innerHeight / 2) || bottom > innerHeight || left < 0 || right > innerWidth
    })
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
    const small: string[] = []
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const around = text.parentElement
      if (!around?.checkVisibility() || around.closest('.sr-only')) continue
      if (Number.parseFloat(getComputedStyle(around).fontSize) < 42) small.push(text.textContent ?? '')
    }
    const ring = document.activeElement?.matches('button') ? getComputedStyle(document.activeElement).outlineWidth : ''
    return [
      ...high.map(({ textContent }) => `out of reach: ${textContent}`),
      ...small,
      ring === '' || ring === '10px' ? '' : ring,
    ].filter(Boolean)
  })
}

test.each([
  [[1080, 1920], 'Français'],
  [[1920, 1080], 'English'],
  [[1280, 800], 'Français'],
] as const)(
  '[EASE-5] at %j in %s everything touched is low and on the screen, and every letter is large',
  async (size, language) => {
    const page = await open(size)
    await press(page, 'F4')
    await page.locator('.kiosk-access').waitFor()
    await expect.poll(() => misfits(page)).toEqual([])
    for (const keys of [
      language === 'English' ? ['ArrowDown', 'Enter'] : ['Enter'],
      [...'001234', 'Enter'],
      ['Enter'],
      ['Enter'],
    ]) {
      await press(page, ...keys)
      await expect.poll(() => misfits(page)).toEqual([])
    }
    expect(await page.getByText('A112', { exact: true }).count()).toBe(1)
    await page.close()
  },
)
