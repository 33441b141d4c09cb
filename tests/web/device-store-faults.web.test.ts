import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openPage, type Site, serveEntry } from './chromium'
import type { KioskPage } from './kiosk-page'
import { openPaperTray, type PaperTray } from './paper-tray'

declare const kioskPage: KioskPage

const SEAL_AGAIN_MS = 31_000

let site: Site
let tray: PaperTray
let browser: Browser
let context: BrowserContext
let kiosk: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/kiosk-page.ts')
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
beforeEach(async () => {
  tray = await openPaperTray()
  context = await browser.newContext()
  kiosk = await openPage(context, site)
  await kiosk.evaluate(url => kioskPage.open(url), tray.paperUrl)
})
afterEach(async () => {
  await context.close()
  await tray.close()
})

const visit = () => kiosk.evaluate(() => kioskPage.visit())
const held = () => kiosk.evaluate(() => kioskPage.held())
const failWritesTo = (...stores: string[]) => kiosk.evaluate(stores => kioskPage.failWritesTo(...stores), stores)

/** The page as after a power cut, with whatever is left of its store. */
async function restart(): Promise<string> {
  await kiosk.close()
  kiosk = await openPage(context, site)
  return await kiosk.evaluate(url => kioskPage.openTold(url), tray.paperUrl)
}

test('[LOG-8] a full disk: no number, no paper; with room again the next visitor has a number that nobody had', async () => {
  const session = await context.newCDPSession(kiosk)
  const origin = site.url.replace(/\/$/, '')
  const given = [await visit()]
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  // Chromium gives out some room more that it believes to be there.
  for (let answer = await visit(); answer !== 'not_durable'; answer = await visit()) given.push(answer)
  expect(tray.papers).toEqual(given)
  expect((await held()).numbers).toEqual(given)

  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await expect.poll(visit, { timeout: 30_000 }).toMatch(/^A1\d+$/)
  expect(new Set(tray.papers).size).toBe(tray.papers.length)
  expect(await restart()).toBe('done')
  expect((await held()).numbers.sort()).toEqual([...tray.papers].sort())
})

test('[LOG-8] an aborted transaction: no number, no paper, and the number is given to nobody', async () => {
  expect(await visit()).toBe('A101')
  await failWritesTo('wal')
  expect([await visit(), await visit()]).toEqual(['not_durable', 'not_durable'])
  await failWritesTo()
  expect(await visit()).toBe('A104')
  expect(tray.papers).toEqual(['A101', 'A104'])
  expect(await restart()).toBe('done')
  expect((await held()).numbers).toEqual(['A101', 'A104'])
})

test('[LOG-8] a transaction that never settles is given up in time: no number, no paper, also not later', async () => {
  expect(await visit()).toBe('A101')
  await kiosk.evaluate(() => kioskPage.holdTheLog(7_000))
  expect(await visit()).toBe('not_durable')
  await expect.poll(visit, { timeout: 20_000 }).toMatch(/^A1\d+$/)
  expect((await held()).numbers).toEqual(tray.papers)
  expect(await restart()).toBe('done')
  expect((await held()).numbers).toEqual(tray.papers)
})

test('[LOG-8] a document that cannot be saved costs nothing: what was issued comes back from the log', async () => {
  await failWritesTo('docs')
  expect([await visit(), await visit()]).toEqual(['A101', 'A102'])
  expect(await kiosk.evaluate(() => kioskPage.faults())).toContain('save document')
  expect(await restart()).toBe('done')
  expect((await held()).numbers).toEqual(['A101', 'A102'])
  expect(await kiosk.evaluate(() => kioskPage.offeredAgain())).toEqual([])
})

test('[SEAL-1] a seal that cannot be stored is made later, and what it would have covered is there', async () => {
  for (let visitor = 0; visitor < 16; visitor++) await visit()
  await failWritesTo('wal')
  expect(await kiosk.evaluate(() => kioskPage.sealsAfter(0))).toBe(0)
  await failWritesTo()
  expect(await kiosk.evaluate(ms => kioskPage.sealsAfter(ms), SEAL_AGAIN_MS)).toBe(1)
  expect((await held()).numbers).toHaveLength(16)
})

test('[LOG-5] a store that is wiped between two sessions is not begun anew', async () => {
  await visit()
  await kiosk.evaluate(() => kioskPage.close())
  await kiosk.evaluate(() => kioskPage.wipe())
  expect(await restart()).toBe('StoreLostError')
  expect(await restart()).toBe('StoreLostError')
})

test('[LOG-5] an older copy of the store that is brought back is not gone on with', async () => {
  await visit()
  const copy = await kiosk.evaluate(() => kioskPage.copyStore())
  expect(await restart()).toBe('done')
  await visit()
  await kiosk.evaluate(() => kioskPage.close())
  await kiosk.evaluate(copy => kioskPage.bringBack(copy), copy)
  expect(await restart()).toBe('StoreLostError')
})

test('[LOG-5] a store that is wiped while the kiosk runs gives no more numbers, and the next start notices', async () => {
  expect(await visit()).toBe('A101')
  await kiosk.evaluate(() => kioskPage.wipe())
  expect([await visit(), await visit()]).toEqual(['not_durable', 'not_durable'])
  expect(tray.papers).toEqual(['A101'])
  expect(await restart()).toBe('StoreLostError')
})
