import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { PROTOCOL_VERSION } from '@/lib/protocol/version'
import { CHROMIUM } from '@/tests/support/chromium'
import { launch, openPage, type Site, serveEntry } from './chromium'
import type { DeviceEndPage } from './device-end-page'
import { FakeSyncServer } from './fake-sync-server'

declare const deviceEnd: DeviceEndPage

const MONDAY = Date.parse('2026-03-02T09:00:00Z')
const TUESDAY = MONDAY + 86_400_000

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
let server: FakeSyncServer

beforeAll(async () => {
  site = await serveEntry('tests/web/device-end-page.ts')
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

beforeEach(async () => {
  server = await FakeSyncServer.open()
  server.timeMs = () => MONDAY
  context = await browser.newContext()
  page = await openPage(context, site)
})

afterEach(async () => {
  await context.close()
  await server.close()
})

const look = () => page.evaluate(() => deviceEnd.look())
const kept = () => page.evaluate(() => deviceEnd.kept())
const openStations = (count: number) => page.evaluate(count => deviceEnd.openStations(count), count)

async function start(at = MONDAY, answer: 'served' | 'offline' = 'served'): Promise<void> {
  const wsUrl = server.url
  await page.evaluate(at => deviceEnd.setTime(at), at)
  if (answer === 'served') await page.evaluate(wsUrl => deviceEnd.serve({ wsUrl }), wsUrl)
  else await page.evaluate(() => deviceEnd.serve('offline'))
  await page.evaluate(() => deviceEnd.start())
}

/** Enrolled, connected, with its catalogue. */
async function startEnrolled(): Promise<void> {
  expect(await page.evaluate(() => deviceEnd.enroll('agent1'))).toBe('enrolled')
  await start()
  await expect.poll(look).toMatchObject({ kind: 'ready', rung: 'online', agents: 1 })
}

/** The page as after a power cut: nobody said good-bye. */
async function powerCut(): Promise<void> {
  await page.close()
  page = await openPage(context, site)
}

/** What is saved when the button is pressed. */
async function savedFile(): Promise<{ readonly name: string; readonly text: string }> {
  const download = page.waitForEvent('download')
  await page.evaluate(() => deviceEnd.saveUnsent())
  const file = await download
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

const NOTHING_PRIVATE = { meta: ['revoked'], wal: 0, docs: 0, catalogues: 0 }

test('[DEV-3] revoked while connected: keys and private data go, what was not sent stays, also over a cold start', async () => {
  await startEnrolled()
  expect(await kept()).toMatchObject({ meta: expect.arrayContaining(['identity', 'markKeys', 'catalogue']) })
  server.acknowledges = false
  await openStations(2)
  server.hangUp(CLOSE.revoked)
  await expect.poll(look, { timeout: 5_000 }).toEqual({ kind: 'revoked', unsent: 2, label: 'Tablette 1' })
  await expect.poll(kept).toEqual({ ...NOTHING_PRIVATE, strays: 2 })

  const { length } = server.tokens
  await powerCut()
  await start(MONDAY, 'offline')
  await expect.poll(look).toEqual({ kind: 'revoked', unsent: 2, label: 'Tablette 1' })
  await page.evaluate(wsUrl => deviceEnd.serve({ wsUrl }), server.url)
  expect(server.tokens).toHaveLength(length)
})

test('[DEV-3] refused its ticket, a device that was switched off meanwhile ends in the same way', async () => {
  await startEnrolled()
  await powerCut()
  await page.evaluate(() => deviceEnd.serve({ problem: 'device_revoked' }))
  await page.evaluate(() => deviceEnd.start())
  await expect.poll(look).toMatchObject({ kind: 'revoked', unsent: 0 })
  await expect.poll(kept).toEqual({ ...NOTHING_PRIVATE, strays: 0 })
})

test('[DEV-3] a power cut in the middle of it: the next start erases the rest, without a network', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(1)
  await page.evaluate(() => deviceEnd.noteRevoked())
  await powerCut()
  await start(MONDAY, 'offline')
  await expect.poll(look).toEqual({ kind: 'revoked', unsent: 1, label: 'Tablette 1' })
  expect(await kept()).toEqual({ ...NOTHING_PRIVATE, strays: 1 })
})

test('[LOG-5, DEV-12] a store that is wiped under a device ends it at once; what was not sent is kept for a file', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(2)
  await page.evaluate(() => deviceEnd.wipe())
  await expect.poll(look).toEqual({ kind: 'store_lost', unsent: 2, label: 'Tablette 1' })
  await expect.poll(() => server.socketCount).toBe(0)

  await powerCut()
  await start(MONDAY, 'offline')
  await expect.poll(look).toEqual({ kind: 'store_lost', unsent: 2, label: undefined })
  const { logs } = JSON.parse((await savedFile()).text)
  expect(logs).toMatchObject([{ center: 1, device: 'agent1', events: [{ station: 1 }, { station: 2 }] }])
})

test('[DEV-3] a server that does not know the device costs it nothing', async () => {
  await startEnrolled()
  await page.evaluate(() => deviceEnd.serve({ problem: 'device_unknown' }))
  server.hangUp(CLOSE.restart)
  await expect.poll(look).toMatchObject({ kind: 'ready', halt: 'device_unknown', agents: 1 })
  await openStations(1)
  expect(await look()).toMatchObject({ pendingCount: 1 })
  expect(await kept()).toMatchObject({ meta: expect.arrayContaining(['identity', 'markKeys', 'catalogue']) })
})

test('[DEV-4] what was not sent is saved to a file, and only enrolling again lets go of what is in one', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(3)
  server.hangUp(CLOSE.revoked)
  await expect.poll(kept).toMatchObject({ strays: 3 })

  const { name, text } = await savedFile()
  expect(name).toBe('guichet-agent1-2026-03-02.json')
  const file = JSON.parse(text)
  expect(file).toMatchObject({
    format: 'guichet.unsent.v1',
    logs: [
      { center: 1, device: 'agent1', day: '2026-03-02', events: [{ station: 1 }, { station: 2 }, { station: 3 }] },
    ],
  })
  expect(text).not.toContain('Mbarga')
  expect(await kept()).toMatchObject({ strays: 3 })

  await page.evaluate(() => deviceEnd.stop())
  await expect.poll(() => page.evaluate(() => deviceEnd.enroll('agent2'))).toBe('enrolled')
  expect(await kept()).toMatchObject({ meta: ['identity'], strays: 0 })
  server.acknowledges = true
  await page.evaluate(() => deviceEnd.start())
  await expect.poll(look).toMatchObject({ kind: 'ready', rung: 'online', pendingCount: 0 })
})

test('[DEV-4] what is in no file yet outlives an enrollment, and its new identity says so', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(2)
  server.hangUp(CLOSE.revoked)
  await expect.poll(kept).toMatchObject({ strays: 2 })
  await page.evaluate(() => deviceEnd.stop())
  await expect.poll(() => page.evaluate(() => deviceEnd.enroll('agent2'))).toBe('enrolled')
  await page.evaluate(() => deviceEnd.start())
  await expect.poll(look).toMatchObject({ kind: 'ready', aside: [{ day: '2026-03-02', count: 2 }] })
  expect(JSON.parse((await savedFile()).text).logs).toMatchObject([{ center: 1, device: 'agent1' }])
  await expect.poll(look).toMatchObject({ aside: [] })
})

test('[DEV-5] an earlier day that the server has sealed is put aside: nothing is pending any more', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(2)
  await powerCut()
  await start(TUESDAY, 'offline')
  await expect.poll(look).toMatchObject({ day: '2026-03-03', pendingCount: 2 })

  server.acknowledges = true
  server.timeMs = () => TUESDAY
  server.closesDays.set('2026-03-02', CLOSE.daySealed)
  await page.evaluate(wsUrl => deviceEnd.serve({ wsUrl }), server.url)
  const asideOnly = { pendingCount: 0, rung: 'online', olderHalts: [], aside: [{ day: '2026-03-02', count: 2 }] }
  await expect.poll(look, { timeout: 40_000 }).toMatchObject(asideOnly)
  await powerCut()
  await start(TUESDAY)
  await expect.poll(look).toMatchObject(asideOnly)
})

test('[DEV-5] of today, which goes on, nothing is put aside before it is over', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(1)
  server.closesDays.set('2026-03-02', CLOSE.daySealed)
  server.hangUp(CLOSE.daySealed)
  await expect.poll(look).toMatchObject({ halt: 'day_sealed', pendingCount: 1, aside: [] })
  await openStations(1)
  expect(await look()).toMatchObject({ pendingCount: 2, aside: [] })
  server.timeMs = () => TUESDAY
  await page.evaluate(at => deviceEnd.setTime(at), TUESDAY)
  await expect.poll(look).toMatchObject({ day: '2026-03-03', halt: null, aside: [{ day: '2026-03-02', count: 2 }] })
})

test('[DEV-6] a program that is too old goes on alone and loses nothing', async () => {
  await startEnrolled()
  server.oldestClientVersion = PROTOCOL_VERSION + 1
  server.hangUp(CLOSE.restart)
  await expect.poll(look).toMatchObject({ kind: 'ready', halt: 'client_too_old', agents: 1 })
  await openStations(1)
  expect(await look()).toMatchObject({ pendingCount: 1 })
})

test('[DEV-7] stored updates that cannot be read cost nothing: own events come back from the log', async () => {
  await startEnrolled()
  server.acknowledges = false
  await openStations(2)
  await expect.poll(kept).toMatchObject({ docs: expect.toSatisfy(count => count > 0) })
  await powerCut()
  await page.evaluate(() => deviceEnd.spoilDocument())
  server.acknowledges = true
  await start()
  await expect.poll(look).toMatchObject({ kind: 'ready', rung: 'online', pendingCount: 0 })
})

test('[DEV-7] a store that fails at the start is said and tried again', async () => {
  await startEnrolled()
  await powerCut()
  await page.evaluate(() => deviceEnd.breakStore())
  await start()
  await expect.poll(look).toEqual({ kind: 'failed' })
  await page.evaluate(() => deviceEnd.mend())
  await expect.poll(look, { timeout: 30_000 }).toMatchObject({ kind: 'ready' })
})

test.each(['identity', 'numbers:2026-03-02'])(
  '[DEV-7] damaged %s: the device says so and gives no number',
  async key => {
    await startEnrolled()
    server.acknowledges = false
    await openStations(1)
    await powerCut()
    await page.evaluate(key => deviceEnd.writeMeta(key, 'spoilt'), key)
    await start()
    await expect.poll(look).toMatchObject({ kind: 'damaged', unsent: 1 })
    await expect.poll(() => page.evaluate(() => deviceEnd.enroll('agent2'))).toBe('enrolled')
    expect(await kept()).toMatchObject({ strays: 1 })
  },
)

test('[DEV-7] a browser whose settings let a page keep nothing is told apart', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'guichet-blocked-'))
  mkdirSync(join(profile, 'Default'))
  const blockCookies = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blockCookies))
  const blocked = await chromium.launchPersistentContext(profile, CHROMIUM)
  try {
    const inside = await openPage(blocked, site)
    expect(await inside.evaluate(() => deviceEnd.usable())).toBe('UnusableBrowserError: storage_forbidden')
  } finally {
    await blocked.close()
    rmSync(profile, { recursive: true, force: true })
  }
})

test('[DEV-7] an address without https, from another machine, is told apart', async () => {
  const far = await chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, '--host-resolver-rules=MAP guichet.test 127.0.0.1'],
  })
  try {
    const inside = await far.newPage()
    await inside.goto(site.url.replace('127.0.0.1', 'guichet.test'))
    expect(await inside.evaluate(() => deviceEnd.usable())).toBe('UnusableBrowserError: insecure')
  } finally {
    await far.close()
  }
})

test('[DEV-10] a device whose clock is ten minutes ahead says so by the first beat, and no more once it is set right', async () => {
  server.timeMs = () => MONDAY - 600_000
  await startEnrolled()
  await expect.poll(look).toMatchObject({ clockError: { way: 'ahead', unit: 'minutes', count: 10 } })
  await page.evaluate(at => deviceEnd.setTime(at), MONDAY - 600_000)
  await expect.poll(look, { timeout: 5_000 }).toMatchObject({ kind: 'ready', clockError: null })
})

test('[DEV-11] a device that was away for a week names both dates, until a server tells', async () => {
  await startEnrolled()
  await powerCut()
  await start(MONDAY + 7 * 86_400_000, 'offline')
  await expect.poll(look).toMatchObject({ dayDoubt: { last: '2026-03-02', clock: '2026-03-09' } })
  server.timeMs = () => MONDAY + 7 * 86_400_000
  await page.evaluate(wsUrl => deviceEnd.serve({ wsUrl }), server.url)
  await expect.poll(look, { timeout: 40_000 }).toMatchObject({ day: '2026-03-09', dayDoubt: null })
})

test('[DEV-9] after an outage the count of what was not acknowledged comes down to nothing', async () => {
  await startEnrolled()
  server.durable = false
  server.acknowledges = false
  server.beat()
  await expect.poll(look).toMatchObject({ rung: 'local' })
  await openStations(4)
  expect(await look()).toMatchObject({ pendingCount: 4 })
  server.durable = true
  server.acknowledges = true
  server.beat()
  server.hangUp(CLOSE.restart)
  await expect.poll(look).toMatchObject({ rung: 'online', pendingCount: 0 })
})
