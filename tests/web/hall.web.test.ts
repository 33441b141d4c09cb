import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPack } from '@/scripts/audio/pack'
import { day } from '@/tests/support/day'
import { soundsPlayed, withSpeaker } from '@/tests/support/speaker'
import { launch, programStyles, type Site, serveEntry } from './chromium'

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await serveEntry('tests/web/hall-page.tsx', () => '', await programStyles())
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Sixty citizens come, are called, served and gone: 241 events. */
const BUSY = ['1(', ...Array.from({ length: 60 }, (_, turn) => `A${101 + turn} 1>A${101 + turn} 1+ 1.`)].join(' ')
const ONE_MORE = `${BUSY} A161 1>A161`

test('[VOICE-9] hundreds of events at once: the display draws the last of them, and the next call is spoken', async () => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', message => message.type() === 'error' && faults.push(message.text()))
  await withSpeaker(page.context())
  const body = Buffer.from(await readPack())
  await page.route('**/audio/clips.bin', route => route.fulfill({ body }))
  await page.clock.setFixedTime(day(ONE_MORE).now)
  await page.goto(site.url)
  await page.waitForFunction(() => Reflect.has(globalThis, 'hear'))
  const hear = (words: string) => page.evaluate(async said => await Reflect.get(globalThis, 'hear')(said), words)
  await hear('1(')
  await page.getByRole('main').waitFor()

  await hear(BUSY)
  await page.getByText('A160', { exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'speaks')())).toBe(false)
  const before = await soundsPlayed(page)
  await hear(ONE_MORE)
  await page.getByText('A161', { exact: true }).waitFor()
  await expect.poll(() => soundsPlayed(page)).toBe(before + 1)
  expect(faults).toEqual([])
  await page.close()
})
