import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventId, eventIdParts, SERVER_DEVICE, ServiceDay } from '@/lib/domain/ids'
import { day, kiosk as kioskDevice } from '@/tests/support/day'
import { GuardedServer } from '@/tests/support/guarded-server'
import { Kiosk } from '@/tests/support/kiosk'

const HOUR = 3_600_000

const sealsIn = (kiosk: Kiosk) =>
  kiosk.document.events().flatMap(({ event }) => (event.type === 'log.sealed.v1' ? [event] : []))

test.each([
  ['32 events are one seal', 32, 0, 1],
  ['31 wait', 31, 0, 0],
  ['two minutes after the first', 1, 120_000, 1],
  ['a little less', 1, 119_000, 0],
  ['nothing to seal', 0, 600_000, 0],
])('[SEAL-1] a device seals its log: %s', async (_what, count, wait, expected) => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(count)
  kiosk.wait(wait)
  await kiosk.replica.tend()
  await kiosk.replica.tend()
  expect(sealsIn(kiosk).length).toBe(expected)
  expect(kiosk.replica.pendingCount).toBe(count)
})

test('[SEAL-1] after a restart the first seals are over what the session before left, and name the seal before', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(32)
  await kiosk.replica.tend()
  await kiosk.checkInTimes(2)
  const [first] = sealsIn(kiosk)
  await kiosk.restart()
  await kiosk.checkIn()
  kiosk.wait(120_000)
  await kiosk.replica.tend()
  const [, older, own] = sealsIn(kiosk)
  expect(older).toMatchObject({ from: 33, to: 35, previous: first?.id })
  expect(own).toMatchObject({ client: kiosk.document.doc.clientID, from: 0, to: 2, previous: null })
})

test('[DAY-3] what arrives in yesterday’s document after midnight is no part of today', async () => {
  const kiosk = await Kiosk.start(Date.parse('2026-03-02T22:30:00Z'))
  await kiosk.checkIn()
  kiosk.wait(HOUR)
  await kiosk.replica.tend()
  const yesterday = kiosk.replica.documents()[1]
  yesterday?.append(kioskDevice(2), day('A101').events)
  expect([kiosk.replica.day, kiosk.queue]).toEqual(['2026-03-03', []])
})

test('[SEAL-1] a log that cannot be sealed now works on and is sealed later', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.wait(120_000)
  kiosk.store.failing.add('commit')
  await kiosk.replica.tend()
  await kiosk.replica.tend()
  expect([sealsIn(kiosk).length, kiosk.faults]).toEqual([0, ['seal']])
  kiosk.store.failing.clear()
  kiosk.wait(30_000)
  await kiosk.replica.tend()
  expect(sealsIn(kiosk).length).toBe(1)
})

test.each([
  ['holds it all', () => Number.MAX_SAFE_INTEGER, 0, 0],
  ['was emptied', () => 0, 0, 2],
  ['lacks the last', () => 1, 0, 2],
  ['lacks what this device’s document has lost too', () => Number.MAX_SAFE_INTEGER, 9, 2],
])(
  '[LOG-6] after a new session of a server that %s, what was acknowledged is pending: %#',
  async (_what, clockOf, lost, pending) => {
    const kiosk = await Kiosk.start()
    await kiosk.checkInTimes(2)
    await kiosk.acknowledgeAll()
    if (lost > 0) await kiosk.powerCut(lost)
    const clients = kiosk.document.events().map(({ client }) => [client, clockOf()] as const)
    await kiosk.replica.compare(kiosk.replica.day, new Map(clients))
    expect([kiosk.replica.pendingCount, kiosk.queue]).toEqual([pending, ['A101', 'A102']])
  },
)

test('[LOG-2] stored updates that cannot be read are left out, said, and made good by the log', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(2)
  await kiosk.store.saveUpdates(kiosk.replica.day, [Uint8Array.of(1, 255, 255, 255), Uint8Array.of()])
  await kiosk.powerCut()
  expect([kiosk.queue, kiosk.faults]).toEqual([['A101', 'A102'], ['load document']])
})

test('[SEAL-1] a seal that a power cut took from the document is brought back, and still fits the part that it names', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(32)
  await kiosk.replica.tend()
  await kiosk.powerCut(1)
  expect(sealsIn(kiosk).map(({ from, to }) => [from, to])).toEqual([[0, 32]])
  const server = new GuardedServer(kiosk.replica.day)
  const answer = server.receive(kioskDevice(1), Y.encodeStateAsUpdate(kiosk.document.doc))
  expect(answer).toMatchObject({ seals: [{ broken: null, verified: [{ from: 0, end: 32 }] }] })
})

test.each([
  ['1970', '1970-01-02T10:00:00Z', '1970-01-02'],
  ['a year behind', '2025-03-02T10:00:00Z', '2025-03-02'],
  ['three days ahead', '2026-03-05T10:00:00Z', '2026-03-05'],
])(
  '[DAY-4] a clock that shows %s is in doubt until the server tells the time; then it issues today',
  async (_what, clock, shown) => {
    const kiosk = await Kiosk.start()
    await kiosk.checkIn()
    kiosk.setClock(clock)
    await kiosk.restart()
    expect([kiosk.replica.doubtedDay, await kiosk.checkIn()]).toEqual([shown, 'day_in_doubt'])
    await kiosk.replica.tellTime(Date.parse('2026-03-02T10:00:00Z'))
    await kiosk.replica.tend()
    expect([kiosk.replica.day, kiosk.replica.doubtedDay, await kiosk.checkIn()]).toEqual(['2026-03-02', null, 'A102'])
  },
)

test('[DAY-4] a clock a day ahead is put right by the server, and today goes on where it was', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.setClock('2026-03-03T10:00:00Z')
  await kiosk.restart()
  expect([kiosk.replica.day, await kiosk.checkIn()]).toEqual(['2026-03-03', 'A101'])
  await kiosk.replica.tellTime(Date.parse('2026-03-02T10:00:00Z'))
  expect([kiosk.replica.day, await kiosk.checkIn()]).toEqual(['2026-03-02', 'A102'])
})

test('[DAY-4] staff may say that it is still the day of before, until the clock is set', async () => {
  const kiosk = await Kiosk.start()
  kiosk.setClock('1970-01-02T10:00:00Z')
  await kiosk.restart()
  await kiosk.replica.confirmDay(ServiceDay.parse('2026-03-02'))
  expect([kiosk.replica.doubtedDay, await kiosk.checkIn()]).toEqual([null, 'A101'])
  kiosk.setClock('2026-03-02T11:00:00Z')
  await kiosk.replica.tend()
  expect([kiosk.replica.day, kiosk.replica.doubtedDay]).toEqual(['2026-03-02', null])
})

test('[ORDER-4] a clock that is known to be wrong pulls nobody along', async () => {
  const kiosk = await Kiosk.start()
  const ahead = 10 * 60_000
  const [opened, ...others] = day('opened A201').events
  const wrong = others.find(event => event.type === 'ticket.checked_in.v1')
  if (!opened || !wrong) throw new Error('no events')
  const { boot } = eventIdParts(wrong.id)
  const correction = { type: 'clock.corrected.v1', subject: wrong.device, boot, offsetMs: -ahead } as const
  kiosk.document.append(SERVER_DEVICE, [{ ...opened, ...correction, id: eventId(SERVER_DEVICE, 9, 9) }])
  kiosk.document.append(wrong.device, [{ ...wrong, h: [kiosk.now + ahead, 0] }])
  await kiosk.checkIn()
  const own = kiosk.document.events().at(-1)?.event
  expect(own?.device).toBe(kioskDevice(1))
  expect((own?.h[0] ?? 0) - kiosk.now).toBeLessThan(5_000)
})
