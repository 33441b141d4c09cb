import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openPage, type Site, serveEntry } from './chromium'
import type { UpdatePage } from './update-page'

declare const updatePage: UpdatePage

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
let version = 1

/** The least that a worker must do: take over when told, and take the pages that are there. */
function workerSource(): string {
  return `
    self.addEventListener('message', event => event.data?.type === 'SKIP_WAITING' && self.skipWaiting())
    self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
    // version ${version}`
}

beforeAll(async () => {
  site = await serveEntry('tests/web/update-page.ts', workerSource)
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

beforeEach(async () => {
  context = await browser.newContext()
  page = await openPage(context, site)
  await expect.poll(() => page.evaluate(() => updatePage.isControlled())).toBe(true)
})

afterEach(async () => {
  await context.close()
})

const loads = (of: Page) => of.evaluate(() => updatePage.loads())

async function bringOutNewVersion(): Promise<void> {
  version++
  await page.evaluate(() => updatePage.look())
}

test('the first installation reloads nothing; a new version reloads an idle page', async () => {
  expect(await loads(page)).toBe(1)
  await bringOutNewVersion()
  await expect.poll(() => loads(page).catch(() => 0), { timeout: 10_000 }).toBe(2)
  expect(await page.evaluate(() => updatePage.faults())).toEqual([])
})

test('a new version waits until nobody is busy in any tab', async () => {
  const other = await openPage(context, site)
  await other.evaluate(() => updatePage.setBusy(true))
  await bringOutNewVersion()
  await expect.poll(() => page.evaluate(() => updatePage.isUpdateWaiting()), { timeout: 10_000 }).toBe(true)
  await page.evaluate(() => updatePage.look())
  await page.waitForTimeout(500)
  expect([await loads(page), await loads(other)]).toEqual([1, 1])

  await other.evaluate(() => updatePage.setBusy(false))
  await expect.poll(() => loads(page).catch(() => 0), { timeout: 10_000 }).toBe(2)
  await expect.poll(() => loads(other).catch(() => 0), { timeout: 10_000 }).toBe(2)
})

test('[DEV-6] told that the server wants a newer program, a page does not wait for its next look', async () => {
  version++
  await page.evaluate(() => updatePage.lookAtOnce())
  await expect.poll(() => loads(page).catch(() => 0), { timeout: 10_000 }).toBe(2)
})
