import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLIPS, type Sound } from '@/lib/domain/clips'
import { readPack } from '@/scripts/audio/pack'
import { CHROMIUM } from '@/tests/support/chromium'
import { type Site, serveEntry } from './chromium'

/** As in a browser that nobody has told to let pages speak. */
const ASKS_FOR_A_TOUCH = '--autoplay-policy=document-user-activation-required'

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await serveEntry('tests/web/announcement-page.ts')
  browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ASKS_FOR_A_TOUCH] })
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

/** @param hasClips false: the page has no clips and no network to fetch them by */
async function voicePage(hasClips: boolean): Promise<Page> {
  const page = await browser.newPage()
  const body = Buffer.from(await readPack())
  await page.route('**/audio/clips.bin', route => (hasClips ? route.fulfill({ body }) : route.abort()))
  await page.goto(site.url)
  return page
}

/** Calls what the page gives. */
async function ask<Answer>(page: Page, what: string, ...parameters: readonly unknown[]): Promise<Answer> {
  return await page.evaluate(async ([name, given]) => await Reflect.get(globalThis, name)(...given), [
    what,
    parameters,
  ] as const)
}

type Announced = {
  readonly parts: readonly { readonly name: string; readonly atMs: number }[]
  readonly seconds: number
  readonly lufs: number
  readonly peak: number
}

test('[VOICE-2, VOICE-6] Chromium renders an announcement: each word at its place, as long and as loud as it should be', async () => {
  const page = await voicePage(true)
  const french = await ask<Announced>(page, 'announce', 'A112', '3', 'fr')
  expect(french.parts.map(({ name }) => name)).toEqual([
    ...['chime', 'fr/ticket', 'fr/letter-a', 'fr/hundred-1', 'fr/number-12', 'fr/station', 'fr/number-3'],
    ...['en/ticket', 'en/letter-a', 'en/digit-1', 'en/digit-1', 'en/number-2', 'en/station', 'en/number-3'],
  ])
  const english = await ask<Announced>(page, 'announce', 'R271', '12', 'en')
  for (const { parts, seconds, lufs, peak } of [french, english]) {
    expect(parts.filter(({ atMs }) => atMs < 0)).toEqual([])
    expect(seconds).toBeGreaterThan(6)
    expect(seconds).toBeLessThan(11)
    expect(Math.abs(lufs + 16)).toBeLessThan(1.5)
    expect(peak).toBeLessThan(1)
  }
  expect(english.parts[1]?.name).toBe('en/ticket')
  await page.close()
})

test('[VOICE-7] silent until somebody touches the page; then one sound at a time, and nothing of what was missed', async () => {
  const page = await voicePage(true)
  expect([await ask(page, 'isBlocked'), await ask(page, 'play', ['chime'])]).toEqual([true, 'silent'])
  await page.mouse.click(10, 10)
  await expect.poll(() => ask(page, 'isBlocked')).toBe(false)
  const both = page.evaluate(async () => {
    const play = Reflect.get(globalThis, 'play')
    return await Promise.all([play(['chime', 5_000]), play(['accepted'])])
  })
  expect(await both).toEqual(['stopped', 'heard'])
  const stopped = ask(page, 'play', ['chime', 5_000])
  await ask(page, 'stop')
  expect(await stopped).toBe('stopped')
  expect(await ask(page, 'selfTest')).toEqual([])
  expect(await ask(page, 'hall')).toEqual({
    given: ['chime fr/ticket fr/letter-a en/ticket en/letter-a', 'chime en/ticket en/letter-b fr/ticket fr/letter-b'],
    ...{ most: 1, whileSpeaking: true, after: false },
  })
  await page.close()
})

test('[VOICE-8] what is broken off ends with the clip that is heard, in a pause at once, and before it began not at all', async () => {
  const page = await voicePage(true)
  await page.mouse.click(10, 10)
  await expect.poll(() => ask(page, 'isBlocked')).toBe(false)
  const chime = await ask<number>(page, 'secondsOf', ['chime'])
  const ends = (sound: Sound, hasBegun: boolean) =>
    ask<{ played: string; seconds: number }>(page, 'endWithClip', sound, hasBegun)
  const word = await ends(['chime', 'chime', 'chime', 'chime'], true)
  expect([word.played, word.seconds > 0.9 * chime, word.seconds < 3 * chime]).toEqual(['stopped', true, true])
  const pause = await ends([9_000, 'chime'], true)
  expect([pause.played, pause.seconds < 5]).toEqual(['stopped', true])
  expect((await ends(['chime'], false)).played).toBe('stopped')
  await page.close()
})

test('[VOICE-7] a page whose clips are not there says which, and goes on', async () => {
  const page = await voicePage(false)
  expect(await ask(page, 'selfTest')).toHaveLength(CLIPS.length)
  await page.close()
})
