import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CataloguePage } from './catalogue-page'
import { launch, openPage, type Site, serveEntry } from './chromium'

declare const cataloguePage: CataloguePage

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/catalogue-page.ts')
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

beforeEach(async () => {
  context = await browser.newContext()
  page = await openPage(context, site)
})

afterEach(async () => {
  await context.close()
})

const names = () => page.evaluate(() => cataloguePage.names())
const faults = () => page.evaluate(() => cataloguePage.faults())

test('[CAT-1] the catalogue is pulled page by page, follows changes, and is there at once without a network', async () => {
  await page.evaluate(() => cataloguePage.addServices(450))
  expect(await page.evaluate(() => cataloguePage.open())).toBe(null)
  await page.evaluate(() => cataloguePage.start())
  await expect.poll(async () => (await names())?.length, { timeout: 20_000 }).toBe(451)

  await page.evaluate(() => cataloguePage.renameService(3, 'Retrait'))
  await page.evaluate(() => cataloguePage.pullNow())
  await expect.poll(async () => (await names())?.[3], { timeout: 20_000 }).toBe('Retrait')
  expect(await faults()).toEqual([])
  await page.evaluate(() => cataloguePage.close())

  await page.close()
  page = await openPage(context, site)
  await page.evaluate(() => cataloguePage.goOffline())
  const offline = await page.evaluate(() => cataloguePage.open())
  expect([offline?.length, offline?.[3]]).toEqual([451, 'Retrait'])
})

test('[CAT-2] a row that this program does not understand is not stepped over', async () => {
  await page.evaluate(() => cataloguePage.addServices(1))
  await page.evaluate(() => cataloguePage.open())
  await page.evaluate(() => cataloguePage.start())
  await expect.poll(names, { timeout: 20_000 }).toEqual(['YDE', 'service 1'])
  await page.evaluate(() => cataloguePage.addMalformedService())
  await page.evaluate(() => cataloguePage.pullNow())
  await expect.poll(async () => (await faults()).length, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await names()).toEqual(['YDE', 'service 1'])

  await page.evaluate(() => cataloguePage.removeMalformedService())
  await page.evaluate(() => cataloguePage.renameService(1, 'Retrait'))
  await expect.poll(names, { timeout: 30_000 }).toEqual(['YDE', 'Retrait'])
})

test('[CAT-3] collections that an older program left with another schema are pulled again', async () => {
  await page.evaluate(() => cataloguePage.leaveOlderSchema())
  await page.evaluate(() => cataloguePage.addServices(1))
  await page.evaluate(() => cataloguePage.open())
  await page.evaluate(() => cataloguePage.start())
  await expect.poll(names, { timeout: 20_000 }).toEqual(['YDE', 'service 1'])
  expect(await faults()).toEqual([])
})

test('[CAT-4] a copy and a server that know no messages are enough to work by; messages come when there are some', async () => {
  await page.evaluate(() => cataloguePage.leaveOlderCopy())
  await page.evaluate(() => cataloguePage.knowNoMessages(true))
  await page.evaluate(() => cataloguePage.addServices(1))
  expect(await page.evaluate(() => cataloguePage.open())).toEqual(['YDE'])
  await page.evaluate(() => cataloguePage.start())
  await expect.poll(names, { timeout: 20_000 }).toEqual(['YDE', 'service 1'])
  await page.evaluate(() => cataloguePage.close())

  await page.evaluate(() => cataloguePage.knowNoMessages(false))
  await page.evaluate(() => cataloguePage.addMessage('Coupure de courant à 14 h'))
  await page.evaluate(() => cataloguePage.open())
  await page.evaluate(() => cataloguePage.start())
  const messages = () => page.evaluate(() => cataloguePage.messages())
  await expect.poll(messages, { timeout: 20_000 }).toEqual(['Coupure de courant à 14 h'])
  expect(await faults()).toEqual([])
})

test('[CAT-10] what a center measured is pulled when its center changes, and not with each look', async () => {
  await page.evaluate(() => cataloguePage.measure(2))
  await page.evaluate(() => cataloguePage.open())
  await page.evaluate(() => cataloguePage.start())
  const days = () => page.evaluate(() => cataloguePage.measuredDays())
  await expect.poll(days, { timeout: 20_000 }).toBe(2)
  const pulls = (name: string) => page.evaluate(given => cataloguePage.countOf(given), name)
  const before = await pulls('measured')
  for (let looks = 0; looks < 4; looks++) {
    const centers = await pulls('centers')
    await page.evaluate(() => cataloguePage.pullNow())
    await expect.poll(() => pulls('centers'), { timeout: 20_000 }).toBeGreaterThan(centers)
  }
  // The one that the center's own arrival has asked for may have been on its way.
  expect((await pulls('measured')) - before).toBeLessThanOrEqual(1)
  await page.evaluate(() => cataloguePage.measure(3))
  await page.evaluate(() => cataloguePage.pullNow())
  await expect.poll(days, { timeout: 20_000 }).toBe(3)
  expect(await faults()).toEqual([])
})
