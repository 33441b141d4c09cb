import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CenterId, type Surface } from '@/lib/domain/ids'
import { groupedCode } from '@/lib/i18n/code-text'
import { IntakeRequest, type IntakeRow } from '@/lib/protocol/intake'
import { openVisitor } from '@/lib/server/private/intake'
import { KillableBrowser } from '@/tests/e2e/support/killable-browser'
import { NEW_APPLICATION } from '@/tests/support/catalogue'
import { newCenterKey, publicHalf } from '@/tests/support/center-key'
import { filesWith } from '@/tests/support/text-in-files'
import { openPage, type Site, serveEntry } from './chromium'
import { FakeSyncServer } from './fake-sync-server'
import type { PrivatePage } from './private-page'

declare const privatePage: PrivatePage

/** Open, whatever the time of the test. */
const MORNING = Date.parse('2026-03-02T09:00:00Z')
const PLACE = { id: 1, code: 'YDE', nameFr: 'Yaoundé', nameEn: 'Yaoundé', timeZone: 'Africa/Douala' }
const CENTER = { ...PLACE, opensAt: '07:30', closesAt: '15:30' }
const ROWS = { centers: [CENTER], services: [NEW_APPLICATION] }
const DEVICES = { kiosk: { device_id: 'kiosk1', issuer_digit: 1 }, agent: { device_id: 'agent1', issuer_digit: null } }
const KEY = newCenterKey('key-of-a-center')

/** Of nobody, and in no file that this test did not cause. */
const newCode = () => `CNI2025${String(randomInt(1_000_000)).padStart(6, '0')}`
const CODE = newCode()
const OTHER_CODE = newCode()
const PLANTED = `${newCode()}${randomBytes(4).toString('hex')}`

let site: Site
let sync: FakeSyncServer
let rest: Server
let enrolling: keyof typeof DEVICES = 'kiosk'
const brought: IntakeRow[] = []
let refuses = false
const browser = new KillableBrowser()

beforeAll(async () => {
  site = await serveEntry('tests/web/private-page.ts')
  sync = await FakeSyncServer.open()
  sync.timeMs = () => MORNING
  rest = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-headers', '*')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = request.method === 'POST' ? JSON.parse(Buffer.concat(chunks).toString()) : null
    response.setHeader('content-type', 'application/json').setHeader('cache-control', 'no-store')
    response.end(request.method === 'OPTIONS' ? '' : JSON.stringify(answerTo(request.url ?? '', body)))
  })
  await new Promise<void>(resolve => rest.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await browser.close()
  await sync.close()
  rest.closeAllConnections()
  rest.close()
  await site.close()
})

function answerTo(url: string, body: unknown): unknown {
  if (url.endsWith('/enroll')) return { ...DEVICES[enrolling], surface: enrolling, label: 'X', center: CENTER }
  if (url.endsWith('/nonce')) return { nonce: 'n' }
  if (url.endsWith('/sync/ticket')) {
    const session = { ws_url: sync.url, token: 't', server_time: MORNING, session_expires: MORNING + 900_000 }
    return { ...session, mark_keys: {}, intake_key: publicHalf(KEY) }
  }
  if (url.endsWith('/intake')) return takeRows(IntakeRequest.parse(body).rows)
  if (url.includes('/intake/ticket/')) return { code: CODE }
  const [, name = '', since = ''] = /catalogue\/(\w+)\?since=(\d+)/.exec(url) ?? []
  const rows = since === '0' ? (Object.entries(ROWS).find(([known]) => known === name)?.[1] ?? []) : []
  return { rows: rows.map(row => ({ ...row, revision: 1 })), checkpoint: 1 }
}

function takeRows(rows: readonly IntakeRow[]) {
  if (refuses) return { refused: rows.map(({ day, ticket }) => ({ day, ticket, code: 'cannot_open' })) }
  brought.push(...rows)
  return { refused: [] }
}

async function begin(): Promise<Page> {
  const page = await openPage(await browser.launch(), site)
  await goTo(page, null)
  return page
}

async function goTo(page: Page, url: string | null): Promise<void> {
  await page.evaluate(([url, at]) => privatePage.goTo(url, at), [url, MORNING] as const)
}

async function start(page: Page, surface: Surface, rung: string): Promise<void> {
  await page.evaluate(surface => privatePage.start(surface), surface)
  await expect.poll(() => page.evaluate(surface => privatePage.look(surface), surface)).toBe(rung)
}

/** The ticket that he was given. */
async function visit(page: Page, code: string): Promise<string> {
  const { answer, ticket } = await page.evaluate(code => privatePage.visit(code), code)
  expect(answer).toBe('issued')
  return ticket
}

function restUrl(): string {
  // reason: a server that listens on TCP has an AddressInfo
  return `http://127.0.0.1:${(rest.address() as AddressInfo).port}`
}

/** A row, and not the schema that tells of rows. */
const A_ROW = '"sealed":"ey'
const dump = (page: Page) => page.evaluate(() => privatePage.dump())
const spellings = [CODE, OTHER_CODE].flatMap(code => [code.slice(3), groupedCode(code).slice(4)])
const inTheClear = () => filesWith(browser.profile, spellings)

test('[PRIV-1, PRIV-6] no file of a browser holds a code: sealed on a kiosk, also offline from its start, brought, erased, read on a tablet', async () => {
  const first = await begin()
  await goTo(first, restUrl())
  for (const surface of ['kiosk', 'agent'] as const) {
    enrolling = surface
    expect(await first.evaluate(surface => privatePage.enroll(surface), surface)).toBe(true)
  }
  await start(first, 'kiosk', 'online')
  await goTo(first, null)
  const before = await visit(first, CODE.toLowerCase())
  await expect.poll(() => dump(first)).toContain(A_ROW)
  await browser.kill()
  expect(inTheClear()).toEqual([])

  const second = await begin()
  await start(second, 'kiosk', 'offline')
  const offline = await visit(second, OTHER_CODE)
  await expect.poll(async () => (await dump(second)).split(A_ROW).length - 1).toBe(2)
  await goTo(second, restUrl())
  await expect.poll(() => brought.length).toBe(2)
  await expect.poll(() => dump(second)).not.toContain(A_ROW)
  const opened = brought.map(row => openVisitor([KEY], { ...row, center: CenterId.parse(1) }, row.sealed))
  expect(brought.map(({ ticket }) => ticket)).toEqual([before, offline])
  expect((await Promise.all(opened)).map(visitor => visitor?.code)).toEqual([CODE, OTHER_CODE])
  await start(second, 'agent', 'online')
  expect(await second.evaluate(ticket => privatePage.ask(ticket), before)).toBe(CODE)

  // Each visit brings anew what was refused before, five times.
  refuses = true
  const codesRefused = () => second.evaluate(() => privatePage.codesRefused())
  for (let visits = 0; visits < 10 && (await codesRefused()) === 0; visits++) await visit(second, newCode())
  expect(await codesRefused()).toBeGreaterThan(0)
  expect(await dump(second)).toContain(A_ROW)
  expect(await second.evaluate(() => privatePage.faults())).toEqual([])
  // What a former identity has sealed nobody may bring any more.
  await second.evaluate(() => privatePage.stop('kiosk'))
  enrolling = 'kiosk'
  await expect.poll(() => second.evaluate(() => privatePage.enroll('kiosk'))).toBe(true)
  expect(await dump(second)).not.toContain(A_ROW)
  await second.evaluate(text => privatePage.plant(text), PLANTED)
  await browser.kill()
  expect(inTheClear()).toEqual([])
  // The control: what a careless program writes is found.
  expect(filesWith(browser.profile, [PLANTED])).not.toEqual([])
})
