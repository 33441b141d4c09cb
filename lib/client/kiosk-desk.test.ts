import { create } from 'qrcode'
import { beforeEach, expect, test } from 'vitest'
import type { Catalogue } from '@/lib/domain/catalogue'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import {
  CenterId,
  CodeMark,
  DeviceId,
  type InstantMs,
  ServiceDay,
  ServiceId,
  StationId,
  type TicketId,
} from '@/lib/domain/ids'
import type { Visitor } from '@/lib/protocol/intake'
import { Replica } from '@/lib/replica/replica'
import { FailingEventStore } from '@/tests/support/kiosk'
import { signerOf } from '@/tests/support/signing'
import { confirmDay, dayDoubtOf } from './day-doubt'
import { type CheckInWish, type KioskDesk, reprint, takeTicket, unprinted } from './kiosk-desk'
import { BrowserPrinter, type Paper } from './printer'

const NOW: InstantMs = Date.parse('2026-03-02T08:00:00Z')
const SERVICE = ServiceId.parse(5)
const CATALOGUE: Catalogue = {
  center: {
    id: CenterId.parse(7),
    code: 'YDE',
    nameFr: 'Yaoundé',
    nameEn: 'Yaounde',
    timeZone: 'Africa/Douala',
    opensAt: '07:30',
    closesAt: '15:30',
  },
  services: [
    {
      id: SERVICE,
      code: 'NEW_APP',
      nameFr: 'Nouvelle demande',
      nameEn: 'New application',
      letter: 'A',
      priority: 5,
      durationMinutes: 15,
      active: true,
    },
  ],
  stations: [{ id: StationId.parse(3), number: '3B', name: 'Guichet 3B', services: [SERVICE], active: true }],
  agents: [],
}
const WISH: CheckInWish = {
  ...{ code: 'CNI 2025 001 234', service: SERVICE, language: 'fr' },
  ...{ isVulnerable: false, foretold: NOTHING_FORETOLD },
}

/** What the holder of a ticket is told when he asks again. */
const OWN_PLACE: Foretold = { ...NOTHING_FORETOLD, isServed: true, ahead: 2, station: StationId.parse(3) }

let store: FailingEventStore
let papers: Paper[]
let kept: [TicketId, string, string][]
let paperComesOut: boolean
let desk: KioskDesk
let printer: BrowserPrinter

beforeEach(async () => {
  store = new FailingEventStore()
  papers = []
  kept = []
  paperComesOut = true
  desk = await openDesk()
})

async function openDesk(): Promise<KioskDesk> {
  const identity = {
    device: DeviceId.parse('kiosk1'),
    center: CATALOGUE.center.id,
    surface: 'kiosk' as const,
    issuerDigit: 1,
    timeZone: 'Africa/Douala',
  }
  const replica = await Replica.open(identity, {
    store,
    clock: { now: () => NOW },
    random: { int: limit => Math.floor(Math.random() * limit) },
    signer: signerOf('kiosk1'),
    onFault: () => undefined,
  })
  printer = new BrowserPrinter({
    print: () => {
      const paper = printer.paper.get()
      if (paper) papers.push(paper)
      if (!paperComesOut) throw new Error('no printer')
    },
    onAfterPrint: listener => {
      queueMicrotask(listener)
      return () => undefined
    },
    painted: () => Promise.resolve(),
    onFault: () => undefined,
  })
  const keepVisitor = (ticket: TicketId, visitor: Visitor) => void kept.push([ticket, visitor.code, visitor.language])
  const parts = { identity: { ...identity, label: '1' }, replica, status, markOf, linkOf, keepVisitor }
  // reason: a kiosk's desk uses the key pair of its identity for nothing
  const device = parts as unknown as KioskDesk['device']
  return {
    device,
    catalogue: CATALOGUE,
    printer,
    foretell: () => OWN_PLACE,
    now: () => NOW + 600_000,
    onFault: () => undefined,
  }
}

const status = { rung: 'offline', since: NOW, pendingCount: 0 }
const markOf = () => Promise.resolve(CodeMark.parse('ada________'))
const linkOf = async (ticket: TicketId) => `https://guichet.example/t/${ticket}`
const printed = () => papers.map(({ number, copy }) => `${number} ${copy}`)

test('[LOG-1] a ticket is printed once it is durable, and the answer says what became of the paper', async () => {
  const answer = await takeTicket(desk, WISH)
  expect(answer).toMatchObject({
    kind: 'issued',
    ticket: { number: 'A101', print: 'printed' },
    outlook: { kind: 'waits', ahead: 0 },
  })
  expect(printed()).toEqual(['A101 1'])
  expect(papers[0]).toMatchObject({ code: 'CNI2025001234', kioskLabel: '1', offline: true, language: 'fr' })
  expect(printer.paper.get()).toBe(null)
})

test('[PHONE-1] the paper has a QR code that leads to its ticket, or none where there is no link', async () => {
  await takeTicket(desk, WISH)
  const { modules } = create(await linkOf([...desk.device.replica.queue.tickets.keys()][0] ?? expect.fail()), {
    errorCorrectionLevel: 'M',
  })
  const qr = papers[0]?.qr
  const dark = (isDark: (row: number, column: number) => boolean) =>
    Array.from({ length: modules.size ** 2 }, (_, cell) => isDark(Math.floor(cell / modules.size), cell % modules.size))
  expect(qr && dark(qr.isDark)).toEqual(dark((row, column) => modules.get(row, column) === 1))

  const withoutKey = { ...desk, device: { ...desk.device, linkOf: () => Promise.reject(new Error('no key')) } }
  expect(await takeTicket(withoutKey, { ...WISH, code: null })).toMatchObject({ ticket: { print: 'printed' } })
  expect(papers[1]?.qr).toBeNull()
})

test('[PRIV-5] what a visitor typed is kept with his ticket once that is durable, and once: not without a ticket, nor for a second paper', async () => {
  store.failing.add('commit')
  expect(await takeTicket(desk, WISH)).toMatchObject({ kind: 'refused', code: 'not_durable' })
  expect(kept).toEqual([])
  store.failing.clear()
  await takeTicket(desk, WISH)
  await takeTicket(desk, WISH)
  await takeTicket(desk, { ...WISH, code: null })
  const [ticket] = desk.device.replica.queue.tickets.values()
  expect(kept).toEqual([[ticket?.id, 'CNI2025001234', 'fr']])
})

test('[DUP-2] the same person gets the same ticket again, as a duplicate on paper', async () => {
  await takeTicket(desk, WISH)
  const again = await takeTicket(desk, WISH)
  expect(again).toMatchObject({ kind: 'shown_again', ticket: { number: 'A101', print: 'printed' } })
  expect(printed()).toEqual(['A101 1', 'A101 2'])
})

test('[KIOSK-2] what a visitor was told is recorded, printed and shown with his ticket', async () => {
  const told: Foretold = {
    ...{ wait: { kind: 'range', fromMinutes: 20, toMinutes: 40 }, ahead: 4, station: StationId.parse(3) },
    ...{ closing: 'not_guaranteed', isServed: true, raw: { lowMs: 1_260_000, medianMs: 1_800_000, highMs: 2_280_000 } },
  }
  const answer = await takeTicket(desk, { ...WISH, foretold: told })
  const { raw, ...said } = told
  const outlook = { ...said, kind: 'waits', station: { number: '3B' } }
  expect(answer).toMatchObject({ outlook })
  expect(papers[0]).toMatchObject({ outlook, toldAt: NOW, checkedInAt: NOW })
  expect([...desk.device.replica.queue.tickets.values()][0]?.checkIn).toMatchObject({
    ...{ toldFromMinutes: 20, toldToMinutes: 40 },
    ...{ foretoldLowS: 1260, foretoldMedianS: 1800, foretoldHighS: 2280 },
  })
})

test('[KIOSK-2] a duplicate tells the holder of his own place, at the time of the duplicate', async () => {
  await takeTicket(desk, WISH)
  expect(await takeTicket(desk, WISH)).toMatchObject({
    outlook: { kind: 'waits', ahead: 2, station: { number: '3B' } },
  })
  expect(papers[1]).toMatchObject({ copy: 2, outlook: { ahead: 2 }, toldAt: NOW + 600_000, checkedInAt: NOW })
})

test('[KIOSK-1] who asked for priority has it in his ticket, on the screen and on paper, and on a duplicate', async () => {
  const answers = [await takeTicket(desk, { ...WISH, isVulnerable: true }), await takeTicket(desk, WISH)]
  expect(answers).toMatchObject([{ ticket: { isVulnerable: true } }, { ticket: { isVulnerable: true } }])
  expect(papers.map(({ isVulnerable }) => isVulnerable)).toEqual([true, true])
})

test('[ENGINE-17] who has a ticket gets it again also when no new one is given', async () => {
  const closing: CheckInWish = { ...WISH, foretold: { ...NOTHING_FORETOLD, closing: 'refuse' } }
  expect(await takeTicket(desk, closing)).toEqual({ kind: 'refused', code: 'closing' })
  await takeTicket(desk, WISH)
  expect(await takeTicket(desk, closing)).toMatchObject({ kind: 'shown_again', ticket: { number: 'A101' } })
})

test.each<[string, Partial<Catalogue['center']>, string]>([
  ['no ticket is left', { dailyQuota: 0 }, 'quota_reached'],
  ['it is a holiday', { holidays: [{ day: ServiceDay.parse('2026-03-02'), nameFr: '', nameEn: '' }] }, 'center_closed'],
  ['the last ticket was given', { lastTicketAt: '09:00' }, 'last_ticket_passed'],
])('[DAY-6] when %s a kiosk issues nothing; who has a ticket gets it again', async (_why, center, code) => {
  const closed = { ...desk, catalogue: { ...CATALOGUE, center: { ...CATALOGUE.center, ...center } } }
  expect(await takeTicket(closed, WISH)).toEqual({ kind: 'refused', code })
  expect(desk.device.replica.queue.tickets.size).toBe(0)
  await takeTicket(desk, WISH)
  expect(await takeTicket(closed, WISH)).toMatchObject({ kind: 'shown_again', ticket: { number: 'A101' } })
})

test('[LIFE-3, KIOSK-8] paper that does not come out is said, with what would have stood on it, and the next one is no duplicate', async () => {
  paperComesOut = false
  const answer = await takeTicket(desk, WISH)
  expect(answer).toMatchObject({ kind: 'issued', ticket: { number: 'A101', print: 'print_failed' } })
  expect('qr' in answer && answer.qr?.size).toBeGreaterThanOrEqual(21)
  paperComesOut = true
  await takeTicket(desk, WISH)
  expect(printed()).toEqual(['A101 1', 'A101 1'])
})

test('[PAPER-4] why no paper came out stands in the log of the day, and the screen shows the number instead', async () => {
  desk.printer.print = () => Promise.resolve({ kind: 'failed', reason: 'paper_out' })
  expect(await takeTicket(desk, WISH)).toMatchObject({ ticket: { number: 'A101', print: 'print_failed' } })
  const events = desk.device.replica.documents().flatMap(day => day.events().map(({ event }) => event))
  expect(events.at(-1)).toMatchObject({ type: 'ticket.print_failed.v1', ticket: 'A101.kiosk1', reason: 'paper_out' })
})

test.each<[Partial<CheckInWish>, string]>([
  [{ code: 'CNI2025' }, 'invalid_code'],
  [{ service: ServiceId.parse(99) }, 'service_closed'],
])('%o is refused: %s', async (wish, code) => {
  expect(await takeTicket(desk, { ...WISH, ...wish })).toEqual({ kind: 'refused', code })
  expect(papers).toEqual([])
})

test('[LOG-1] what cannot be made durable is not printed', async () => {
  store.commit = () => Promise.reject(new Error('disk full'))
  expect(await takeTicket(desk, WISH)).toEqual({ kind: 'refused', code: 'not_durable' })
  expect(papers).toEqual([])
})

test('[DEV-11] on a date in doubt a visitor is told so, and not that nothing can be kept', async () => {
  store = new FailingEventStore()
  await store.setLastDay(ServiceDay.parse('2026-02-20'))
  desk = await openDesk()
  expect(await takeTicket(desk, WISH)).toEqual({ kind: 'refused', code: 'day_in_doubt' })
  expect(dayDoubtOf(desk.device.replica)).toEqual({ last: '2026-02-20', clock: '2026-03-02' })
  confirmDay(desk.device.replica, ServiceDay.parse('2026-03-02'))
  expect(await takeTicket(desk, WISH)).toMatchObject({ kind: 'issued', ticket: { number: 'A101' } })
})

test('a ticket whose printing was cut off by the power is offered for another paper', async () => {
  desk.printer.print = () => new Promise(() => undefined)
  void takeTicket(desk, WISH)
  await expect.poll(() => desk.device.replica.pendingCount).toBe(1)

  desk = await openDesk()
  const [cutOff] = unprinted(desk.device.replica)
  expect(cutOff?.number).toBe('A101')
  if (cutOff) await reprint(desk, cutOff.id)
  expect(printed()).toEqual(['A101 1'])
  expect(unprinted(desk.device.replica)).toEqual([])
})
