import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { KillableBrowser } from '@/tests/e2e/support/killable-browser'
import { openPage, type Site, serveEntry } from './chromium'
import type { CheckInPoint, KioskPage } from './kiosk-page'
import { openPaperTray, type PaperTray } from './paper-tray'

declare const kioskPage: KioskPage

let site: Site
let tray: PaperTray
/** One profile for all: what a kill leaves behind is what the next one meets. */
const browser = new KillableBrowser()
let kiosk: Page
const given: string[] = []

beforeAll(async () => {
  site = await serveEntry('tests/web/kiosk-page.ts')
  tray = await openPaperTray()
})
afterAll(async () => {
  await browser.close()
  await tray.close()
  await site.close()
})
beforeEach(start)
afterEach(() => browser.kill())

async function start(): Promise<void> {
  kiosk = await openPage(await browser.launch(), site)
  await kiosk.evaluate(url => kioskPage.open(url), tray.paperUrl)
}

test.each<[CheckInPoint, { ticket: boolean; paper: boolean }]>([
  ['before the strict transaction', { ticket: false, paper: false }],
  ['inside the strict transaction', { ticket: false, paper: false }],
  ['complete, and not in the document', { ticket: true, paper: false }],
  ['while the document is saved', { ticket: true, paper: false }],
  ['before printing', { ticket: true, paper: false }],
  ['while printing', { ticket: true, paper: true }],
  ['printed, and not noted', { ticket: true, paper: true }],
])('[LOG-8] the browser killed with -9 %s: %o', async (point, expected) => {
  given.push(await kiosk.evaluate(() => kioskPage.visit()))
  const before = await kiosk.evaluate(() => kioskPage.held())
  const papersBefore = tray.papers.length
  await kiosk.evaluate(([point, url]) => kioskPage.stopAt(point, url), [point, tray.holdUrl] as const)
  const cutOff = kiosk.evaluate(() => kioskPage.visit()).catch(() => 'killed')
  await tray.untilHeld()
  await browser.kill()
  expect(await cutOff).toBe('killed')

  await start()
  const after = await kiosk.evaluate(() => kioskPage.held())
  const isNew = (number: string) => !before.numbers.some(known => known === number)
  const issued = after.numbers.filter(isNew)
  expect(issued).toHaveLength(expected.ticket ? 1 : 0)
  expect(tray.papers.slice(papersBefore)).toEqual(expected.paper ? issued : [])
  // It will reach Postgres: nobody has acknowledged anything, so each is still offered to a server.
  expect(after.pendingCount).toBeGreaterThanOrEqual(after.numbers.length)

  expect(await kiosk.evaluate(() => kioskPage.offeredAgain())).toEqual(issued)
  expect(await kiosk.evaluate(() => kioskPage.reprintAll())).toEqual(issued.map(number => `${number} 1`))
  expect(await kiosk.evaluate(() => kioskPage.offeredAgain())).toEqual([])
  given.push(...issued, await kiosk.evaluate(() => kioskPage.visit()))
  expect(new Set(given).size).toBe(given.length)
  expect(tray.papers.filter(number => !given.includes(number))).toEqual([])
})
