import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { DOUBLE_TAP_MS } from '@/components/ui/use-press'
import type { QueueEvent } from '@/lib/domain/events'
import { DeviceId } from '@/lib/domain/ids'
import { encodeEvent } from '@/lib/protocol/event-codec'
import { CLOSE, type DeviceReport, encodeReports } from '@/lib/protocol/sync-messages'
import { logName } from '@/lib/replica/day-document'
import { barriersOn } from '@/tests/support/axe'
import { DAY, day, kiosk, tablet } from '@/tests/support/day'
import { isTooWide } from '@/tests/support/whole-screens'
import { launch, programStyles, type Site, serveEntry } from './chromium'
import { FakeSyncServer } from './fake-sync-server'

const CONSOLE = { width: 1366, height: 768 }
const STORY = 'opened 1( 2( A101 A102 B101v ~6m 1>A101 1+ ~3m'

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
let server: FakeSyncServer
/** What was ordered, and what the server answers. */
let orders: unknown[]
let answer: { status: number; body: unknown }
let told: string

beforeAll(async () => {
  site = await serveEntry('tests/web/floor-page.tsx', () => '', await programStyles())
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
})

beforeEach(async () => {
  server = await FakeSyncServer.open()
  server.timeMs = () => day(told).now
  told = ''
  orders = []
  answer = { status: 200, body: {} }
  context = await browser.newContext({ viewport: CONSOLE, locale: 'fr' })
  page = await context.newPage()
  await page.route('**/api/v1/admin/centers/7/sync-ticket', route => {
    const serverTime = server.timeMs()
    return route.fulfill({ json: { wsUrl: server.url, token: 't', serverTime, sessionExpires: serverTime + 900_000 } })
  })
  await page.route('**/api/v1/admin/centers/7/commands', route => {
    orders.push(route.request().postDataJSON())
    return route.fulfill({ status: answer.status, json: answer.body })
  })
})

afterEach(async () => {
  await context.close()
  await server.close()
})

/** More happens, and the console is told. */
function goOn(words: string): void {
  const before = told === '' ? 0 : day(told).events.length
  told = `${told} ${words}`
  add(day(told).events.slice(before))
}

function add(events: readonly QueueEvent[]): void {
  server.change(doc => {
    for (const event of events) doc.getArray(logName(event.device)).push([[...encodeEvent(event, DAY)]])
  })
}

async function open(query = ''): Promise<void> {
  await page.goto(`${site.url}?${query}`)
  await page
    .getByRole('status', { name: /^(Liaison|Connection)$/ })
    .filter({ hasText: /En ligne|Online/ })
    .waitFor()
}

const button = (name: string | RegExp) => page.getByRole('button', { name })
const figure = (name: string) => page.locator('dl', { hasText: name }).locator('dd').first()
const station = (number: number) =>
  page
    .getByRole('listitem')
    .filter({ hasText: `Guichet ${number}` })
    .first()

function report(device: DeviceId, change: Partial<NonNullable<DeviceReport['health']>> = {}): DeviceReport {
  const storage = { usedBytes: 1_000, quotaBytes: 1_000_000, isProtected: true }
  const fine = { version: 'a1b2c3d4e5', unsent: 0, storage, printer: 'ok', sound: 'ok', screen: 'awake' } as const
  const at = day(told).now
  return { device, connectedSince: at, heardAt: at, clockOffsetMs: 0, health: { ...fine, ...change }, healthAt: at }
}

test('[FLOOR-5] a call on a tablet is on the floor within a second, and nobody asked for it', async () => {
  goOn(STORY)
  await open()
  expect(await figure('En attente').textContent()).toBe('2')
  await expect.poll(() => figure('Attente la plus longue').textContent()).toMatch(/^9.min$/)
  await expect.poll(() => station(1).textContent()).toMatch(/Sert.*A101.*03:\d\d/)
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  goOn('2>A102')
  await station(2).filter({ hasText: 'A102' }).waitFor({ timeout: 1_000 })
  expect([await figure('En attente').textContent(), asked]).toEqual(['1', []])
})

test('[FLOOR-4, FLOOR-5] devices come as they report, the one that needs somebody first', async () => {
  goOn(STORY)
  await open()
  server.send(encodeReports([report(kiosk(1)), report(kiosk(2), { printer: 'failed', unsent: 2 }), report(tablet(1))]))
  const rows = page.getByRole('region', { name: 'Appareils' }).getByRole('row')
  await rows.nth(1).filter({ hasText: 'Borne du couloir' }).waitFor()
  expect(await rows.nth(1).textContent()).toMatch(/Imprimante en panne.*en panne.*2maintenant.*a1b2c3d4/)
  expect(await rows.nth(2).textContent()).toMatch(/Hors de portée/)
})

test('[FLOOR-5] without a server the floor keeps what it knew, says since when, and its buttons say why they are off', async () => {
  goOn(STORY)
  await open()
  server.closesWith = CLOSE.restart
  server.hangUp(CLOSE.restart)
  await page.getByText(/Liaison perdue à 08:09/).waitFor()
  await page.getByRole('status', { name: 'Liaison' }).filter({ hasText: 'Hors ligne' }).waitFor()
  expect(await station(1).textContent()).toMatch(/A101/)
  const release = button('Libérer le guichet 1 (Indisponible : pas de liaison avec le serveur.)')
  expect(await release.isDisabled()).toBe(true)
})

test('[FLOOR-6] a station is released in two taps; a refusal is told in the words of the reader', async () => {
  goOn(STORY)
  await open('language=en')
  await button('Release station 1').click()
  answer = { status: 409, body: { code: 'refused', status: 409, refusal: 'station_closed', facts: {} } }
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click()
  await page.getByRole('alert').filter({ hasText: 'closed already' }).waitFor()
  answer = { status: 200, body: {} }
  await page.waitForTimeout(DOUBLE_TAP_MS)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click()
  await page.getByText('The station is released.').waitFor()
  expect(orders).toEqual(Array(2).fill({ kind: 'release_station', station: 1 }))
})

test('[FLOOR-6] by the keyboard alone a ticket is found, transferred, and cancelled after a question', async () => {
  goOn(STORY)
  await open()
  await page.keyboard.press('/')
  await page.keyboard.type('b1')
  const row = page.getByRole('row', { name: /B101/ })
  await row.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Ticket B101' })
  await dialog.waitFor()
  expect(await button('Transférer vers : Nouvelle demande').count()).toBe(0)
  await button(/^Annuler le ticket : L’usager est parti/).press('Enter')
  await button('Oui, annuler le ticket').press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await row.focus()
  await page.keyboard.press('Enter')
  await button(/^Transférer vers : Renouvellement/).press('Enter')
  await page.getByText('Le ticket est transféré.').waitFor()
  const ticket = 'B101.kiosk1'
  expect(orders).toEqual([
    { kind: 'cancel_ticket', ticket, code: 'left_by_citizen' },
    { kind: 'transfer_ticket', ticket, service: 1 },
  ])
})

test('[FLOOR-6, FLOOR-7] the day is closed by a typed word, and whoever is carried over has his number', async () => {
  goOn('opened 1( A101 A102 B101 1>A101 1+ 1.')
  await open('page=day')
  await page.getByText('Renouvellement : 1 · Nouvelle demande : 1').waitFor()
  await button('Fermer la journée').click()
  const dialog = page.getByRole('alertdialog')
  const close = dialog.getByRole('button', { name: 'Fermer la journée' })
  expect(await close.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('fermer')
  answer.body = { closed: 2, carried: [{ ticket: 'A102.kiosk1', number: 'A102', toNumber: 'A001' }] }
  await close.click()
  await expect.poll(() => orders).toEqual([{ kind: 'close_day', unserved: 'carry_over' }])
  add([
    {
      ...{
        v: 1,
        type: 'reception.closed.v1',
        device: DeviceId.parse('server'),
        actor: null,
        code: 'by_staff',
        carried: 1,
      },
      ...{ id: 'server.9.1' as QueueEvent['id'], h: [day(told).now, 0] }, // reason: it has the form of one
    },
  ])
  await page.getByRole('row', { name: /A102 A001/ }).waitFor()
  expect(await button('Rouvrir la journée').isVisible()).toBe(true)
})

test.each([
  ['', CONSOLE],
  ['page=day&language=en', { width: 1280, height: 800 }],
] as const)('[FLOOR-6] axe finds no barrier, and nothing is wider than the screen: %j', async (query, size) => {
  await page.setViewportSize(size)
  goOn(STORY)
  await open(query)
  server.send(encodeReports([report(kiosk(1)), report(kiosk(2), { printer: 'failed' })]))
  await page
    .getByText(/Borne du couloir/)
    .first()
    .waitFor()
  expect(await barriersOn(page)).toEqual([])
  expect(await isTooWide(page)).toBe(false)
})
