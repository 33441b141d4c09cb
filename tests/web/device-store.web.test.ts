import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { EVENT_STORE_CONTRACT } from '@/tests/contract/event-store-contract'
import { CHROMIUM } from '@/tests/support/chromium'
import { launch, openPage, type Site, serveEntry } from './chromium'
import type { StorePage } from './store-page'

declare const storePage: StorePage
/** Exposed by the test that kills the browser. */
declare const report: (count: number) => Promise<void>

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  site = await serveEntry('tests/web/store-page.ts')
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

/** The page as after a power cut: nobody said good-bye. */
async function restart(): Promise<void> {
  await page.close()
  page = await openPage(context, site)
}

const start = () => page.evaluate(() => storePage.start())
const commit = (seq: number) => page.evaluate(seq => storePage.commit(seq), seq)
const end = () => page.evaluate(() => storePage.end())

test.each(EVENT_STORE_CONTRACT.map(({ name }) => name))('[LOG-3] %s', async name => {
  await page.evaluate(name => storePage.keepsContract(name), name)
})

test('[LOG-1] what was committed is there after a restart, oldest first, with its number block', async () => {
  expect(await start()).toMatchObject({ bootCount: 1, endedCleanly: true, pending: [], lastDay: null })
  for (const seq of [1, 2, 3]) await commit(seq)
  await restart()
  expect(await start()).toMatchObject({ bootCount: 2, pending: ['kiosk1.1.1', 'kiosk1.1.2', 'kiosk1.1.3'] })
  expect(await page.evaluate(() => storePage.numbers())).toEqual({
    day: '2026-03-02',
    next: { A: 4 },
    reserved: { A: 7 },
  })
})

test('[NUM-2] an end counts as clean when it was said, once, and the log holds what it named', async () => {
  await start()
  await commit(1)
  await end()
  await restart()
  expect(await start()).toMatchObject({ endedCleanly: true })
  await restart()
  expect(await start()).toMatchObject({ endedCleanly: false })
  await end()
  await restart()
  expect(await start()).toMatchObject({ endedCleanly: true })
})

test('[NUM-2] an end is not clean when something was committed after it was said', async () => {
  await start()
  await commit(1)
  await end()
  await commit(2)
  await restart()
  expect(await start()).toMatchObject({ endedCleanly: false })
})

test('[LOG-1] an aborted transaction rejects and leaves nothing behind', async () => {
  await start()
  await commit(1)
  await page.evaluate(() => storePage.abortNextWrite())
  expect(await page.evaluate(() => storePage.commitTold(2))).not.toBe('done')
  await restart()
  expect(await start()).toMatchObject({ pending: ['kiosk1.1.1'] })
})

test('[LOG-1] a full disk rejects the commit, and a later one works when there is room again', async () => {
  const session = await context.newCDPSession(page)
  const origin = site.url.replace(/\/$/, '')
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * 1024 * 1024 })
  await start()
  await commit(1)
  await page.evaluate(() => storePage.fillTheDisk())
  let seq = 2
  while ((await page.evaluate(seq => storePage.commitTold(seq), seq)) === 'done') seq++
  const full = seq
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await expect.poll(() => page.evaluate(seq => storePage.commitTold(seq), ++seq), { timeout: 30_000 }).toBe('done')
  await restart()
  const { pending } = await start()
  expect(pending).toContain(`kiosk1.1.${full - 1}`)
  expect(pending).not.toContain(`kiosk1.1.${full}`)
  expect(pending).toContain(`kiosk1.1.${seq}`)
})

test('[LOG-1] a commit that cannot be told in time rejects and is not stored later', async () => {
  await start()
  await page.evaluate(() => storePage.holdTheLog(7_000))
  expect(await page.evaluate(() => storePage.commitTold(1))).toBe('TooLateError')
  await page.waitForTimeout(3_000)
  await restart()
  expect(await start()).toMatchObject({ pending: [] })
})

test('[NUM-2] a store that the browser has thrown away is not taken for a new one', async () => {
  await start()
  await commit(1)
  await page.evaluate(() => storePage.loseTheStore())
  await restart()
  expect(await page.evaluate(() => storePage.startTold())).toBe('StoreLostError')
  expect(await page.evaluate(() => storePage.startTold())).toBe('StoreLostError')
})

test('7,500 stored updates are read in a moment, and compacted to one', async () => {
  await start()
  await page.evaluate(() => storePage.saveManyUpdates(7_500, 93))
  const { count, ms } = await page.evaluate(() => storePage.loadDocument())
  expect(count).toBe(7_500)
  expect(ms).toBeLessThan(2_000)
  await page.evaluate(() => storePage.compact())
  expect((await page.evaluate(() => storePage.loadDocument())).count).toBe(1)
})

test('[LOG-1] killing the browser loses nothing that was committed', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'guichet-profile-'))
  try {
    const killed = await chromium.launchPersistentContext(profile, CHROMIUM)
    const writing = await openPage(killed, site)
    let committed = 0
    await writing.exposeFunction('report', (count: number) => {
      committed = count
    })
    await writing.evaluate(() => storePage.start())
    const loop = writing.evaluate(() => storePage.commitForEver(report))
    const ended = loop.catch(() => 'killed')
    while (committed < 100) await new Promise(resolve => setTimeout(resolve, 20))
    const session = await killed.newCDPSession(writing)
    await session.send('Browser.crash').catch(() => undefined)
    await ended
    const safe = committed
    await killed.close().catch(() => undefined)

    const again = await chromium.launchPersistentContext(profile, CHROMIUM)
    const reading = await openPage(again, site)
    const { pending, endedCleanly } = await reading.evaluate(() => storePage.start())
    await again.close()
    expect(pending.length).toBeGreaterThanOrEqual(safe)
    expect(endedCleanly).toBe(false)
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
})

test('[DEV-1] two tabs, one writer: the second waits, and takes over when the first is closed', async () => {
  await page.evaluate(() => storePage.enroll('kiosk1'))
  await page.evaluate(() => storePage.startDevice())
  await expect.poll(() => page.evaluate(() => storePage.deviceState())).toBe('ready')
  expect(await page.evaluate(() => storePage.deviceOpensStation())).toBe('1 pending')

  const second = await openPage(context, site)
  await second.evaluate(() => storePage.startDevice())
  await expect.poll(() => second.evaluate(() => storePage.deviceState())).toBe('read_only')
  await page.close()
  await expect.poll(() => second.evaluate(() => storePage.deviceState())).toBe('ready')
  expect(await second.evaluate(() => storePage.deviceOpensStation())).toBe('2 pending')
})

test('[DEV-1] a device that is not enrolled says so, and one that runs cannot be enrolled over', async () => {
  await page.evaluate(() => storePage.startDevice())
  await expect.poll(() => page.evaluate(() => storePage.deviceState())).toBe('unenrolled')
  const first = await page.evaluate(() => storePage.enroll('kiosk1'))
  expect(first).toMatchObject({ ok: true, value: { surface: 'kiosk', label: 'Borne 1', device: 'kiosk1' } })

  const second = await openPage(context, site)
  await second.evaluate(() => storePage.startDevice())
  await expect.poll(() => second.evaluate(() => storePage.deviceState())).toBe('ready')
  const refused = await page.evaluate(() => storePage.enroll('kiosk2'))
  expect(refused).toEqual({ ok: false, refusal: { code: 'store_unavailable' } })
})

test('[DEV-19] answers that are lost cost no second code: it is asked again with the same key, also after a power cut', async () => {
  const before = await page.evaluate(() => storePage.enrollUnanswered(3))
  expect(before).toMatchObject({ outcome: 'unavailable', asked: { length: 3 } })
  await page.reload()
  const after = await page.evaluate(() => storePage.enrollUnanswered(1))
  expect(after).toMatchObject({ outcome: 'enrolled', asked: { length: 2 } })
  expect(new Set([...before.asked, ...after.asked]).size).toBe(1)

  const another = await page.evaluate(() => storePage.enrollUnanswered(0))
  expect(another.asked).not.toContain(before.asked[0])
})

test('[DEV-2] enrolled again, a device keeps apart what its former self had not sent', async () => {
  await page.evaluate(() => storePage.enroll('kiosk1'))
  await page.evaluate(() => storePage.startDevice())
  await expect.poll(() => page.evaluate(() => storePage.deviceState())).toBe('ready')
  await page.evaluate(() => storePage.deviceOpensStation())
  await page.evaluate(() => storePage.stopDevice())
  await expect.poll(() => page.evaluate(() => storePage.enroll('kiosk2'))).toMatchObject({ ok: true })
  expect(await page.evaluate(() => storePage.strays())).toEqual([expect.stringMatching(/^kiosk1\.\d+\.1$/)])

  await page.evaluate(() => storePage.startDevice())
  await expect.poll(() => page.evaluate(() => storePage.deviceState())).toBe('ready')
  expect(await page.evaluate(() => storePage.deviceOpensStation())).toBe('1 pending')
})
