import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { eventId, eventIdParts, SERVER_DEVICE, ServiceDay } from '@/lib/domain/ids'
import { ok, refuse } from '@/lib/domain/result'
import { day, kiosk as kioskDevice } from '@/tests/support/day'
import { GuardedServer } from '@/tests/support/guarded-server'
import { Kiosk } from '@/tests/support/kiosk'

const HOUR = 3_600_000

test('[LOG-1] twenty citizens at once get twenty numbers', async () => {
  const kiosk = await Kiosk.start()
  const numbers = await Promise.all(Array.from({ length: 20 }, () => kiosk.checkIn()))
  expect(new Set(numbers).size).toBe(20)
  expect(numbers.at(0)).toBe('A101')
  expect(numbers.at(-1)).toBe('A120')
  expect(kiosk.queue).toEqual(numbers)
})

test('[LOG-1] what the disk does not take is not issued, and its number is never given', async () => {
  const kiosk = await Kiosk.start()
  expect(await kiosk.checkIn()).toBe('A101')
  kiosk.store.failing.add('commit')
  expect(await kiosk.checkIn()).toBe('not_durable')
  expect([kiosk.queue, kiosk.replica.pendingCount, kiosk.faults]).toEqual([['A101'], 1, ['commit']])
  kiosk.store.failing.clear()
  expect(await kiosk.checkIn()).toBe('A103')
})

test('[LOG-1] a refusal writes nothing', async () => {
  const kiosk = await Kiosk.start()
  expect(await kiosk.replica.act(() => refuse({ code: 'queue_empty' }))).toEqual(refuse({ code: 'queue_empty' }))
  expect([kiosk.replica.pendingCount, kiosk.document.events()]).toEqual([0, []])
})

test('[LOG-1] a decision that throws harms nobody after it', async () => {
  const kiosk = await Kiosk.start()
  const broken = kiosk.replica.act(() => {
    throw new Error('a bug')
  })
  await expect(broken).rejects.toThrow('a bug')
  expect(await kiosk.checkIn()).toBe('A101')
})

test.each([
  // the end of the first session   the next number   why
  ['restart', 'A103', 'closed: nothing need be burnt'],
  ['power cut', 'A106', 'a power cut burns the rest of the block'],
  ['power cut, restart', 'A106', 'and what is burnt stays burnt'],
  ['power cut, power cut', 'A106', 'once'],
  ['restart, power cut', 'A106', 'whenever it was'],
])('[NUM-2] after A101, A102 and a %s comes %s: %s', async (ends, expected) => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(2)
  for (const end of ends.split(', ')) await (end === 'restart' ? kiosk.restart() : kiosk.powerCut())
  expect(await kiosk.checkIn()).toBe(expected)
})

test('[NUM-2] no number is given twice, however it ends', async () => {
  const kiosk = await Kiosk.start()
  const numbers: string[] = []
  for (const [round, end] of ['cut', 'close', 'cut', 'cut', 'close', 'cut'].entries()) {
    numbers.push(...(await kiosk.checkInTimes(1 + round)))
    if (end === 'cut') await kiosk.powerCut(round)
    else await kiosk.restart()
  }
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(kiosk.queue).toEqual([...numbers].sort())
})

test.each([0, 1, 3, 99])(
  '[LOG-2] after a power cut that took %i updates, all own events are back in the document',
  async lost => {
    const kiosk = await Kiosk.start()
    await kiosk.checkInTimes(3)
    await kiosk.powerCut(lost)
    expect(kiosk.queue).toEqual(['A101', 'A102', 'A103'])
    expect(kiosk.replica.pendingCount).toBe(3)
  },
)

test('[LOG-2] a session never writes as an earlier one: neither Yjs client nor boot comes back', async () => {
  const kiosk = await Kiosk.start()
  const clients = new Set<number>()
  const boots = new Set<number>()
  for (let session = 0; session < 20; session++) {
    clients.add(kiosk.document.doc.clientID)
    boots.add(kiosk.replica.boot)
    await kiosk.checkIn()
    await kiosk.powerCut(1)
  }
  expect([clients.size, boots.size]).toEqual([20, 20])
})

test('[LOG-2] a failed write of the document leaves no hole behind', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.store.failing.add('saveUpdates')
  await kiosk.checkIn()
  kiosk.store.failing.clear()
  await kiosk.checkIn()
  const stored = new Y.Doc()
  for (const update of await kiosk.store.loadDocument(kiosk.replica.day)) Y.applyUpdate(stored, update)
  expect(stored.store.pendingStructs).toBeNull()
  expect(stored.getArray('e:kiosk1').length).toBe(3)
})

test('[LOG-2] what follows a hole in the stored document is dropped, not parked', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(3)
  const [first, , third] = await kiosk.store.loadDocument(kiosk.replica.day)
  if (first && third) {
    await kiosk.store.replaceDocument(kiosk.replica.day, first)
    await kiosk.store.saveUpdates(kiosk.replica.day, [third])
  }
  await kiosk.powerCut()
  expect(kiosk.document.doc.store.pendingStructs).toBeNull()
  expect(kiosk.queue).toEqual(['A101', 'A102', 'A103'])
})

test('[LOG-2] the document is written once', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(3)
  expect(kiosk.store.saves).toBe(3)
})

test('[LOG-4] acknowledged is what lies below the clocks of the server', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(3)
  const { clientID } = kiosk.document.doc
  const { day } = kiosk.replica
  await kiosk.replica.acknowledge(day, new Map([[clientID, 2]]))
  expect(kiosk.replica.pendingCount).toBe(1)
  await kiosk.replica.acknowledge(day, new Map([[clientID + 1, 9]]))
  await kiosk.replica.acknowledge(ServiceDay.parse('2026-03-01'), new Map([[clientID, 9]]))
  expect(kiosk.replica.pendingCount).toBe(1)
  await kiosk.replica.acknowledge(day, new Map([[clientID, 3]]))
  expect(kiosk.replica.pendingCount).toBe(0)
  await kiosk.powerCut()
  expect(kiosk.replica.pendingCount).toBe(0)
})

test('[LOG-4] another server has forgotten: all that is kept is pending, and back in the document', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(3)
  await kiosk.acknowledgeAll()
  await kiosk.powerCut(2)
  expect([kiosk.queue, kiosk.replica.pendingCount]).toEqual([['A101'], 0])

  await kiosk.replica.forgetAcknowledgements()
  expect([kiosk.queue, kiosk.replica.pendingCount]).toEqual([['A101', 'A102', 'A103'], 3])
  await kiosk.acknowledgeAll()
  expect(kiosk.replica.pendingCount).toBe(0)
})

test('[LOG-4] an old acknowledgement that meets a new server is forgotten too', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkInTimes(2)
  await Promise.all([kiosk.acknowledgeAll(), kiosk.replica.forgetAcknowledgements()])
  const inMemory = kiosk.replica.pendingCount
  await kiosk.powerCut()
  expect(kiosk.replica.pendingCount).toBe(inMemory)
})

test('[DAY-3] at midnight, offline, a new day begins, and yesterday is kept until it is acknowledged', async () => {
  const kiosk = await Kiosk.start(Date.parse('2026-03-02T22:50:00Z'))
  await kiosk.checkInTimes(2)
  kiosk.wait(HOUR)
  await kiosk.replica.tend()
  expect([kiosk.replica.day, kiosk.queue]).toEqual(['2026-03-03', []])
  expect(await kiosk.checkIn()).toBe('A101')
  expect(kiosk.replica.documents().map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-02'])
  expect(kiosk.replica.pendingCount).toBe(3)

  await kiosk.powerCut(9)
  expect(kiosk.replica.documents().map(document => [document.day, document.events().length])).toEqual([
    ['2026-03-03', 1],
    ['2026-03-02', 3], // sealed at midnight
  ])
  await kiosk.acknowledgeAll()
  expect(kiosk.replica.documents().map(({ day }) => day)).toEqual(['2026-03-03'])
})

test('[DAY-3] when the disk fails at midnight, the old day goes on until it works', async () => {
  const kiosk = await Kiosk.start(Date.parse('2026-03-02T22:50:00Z'))
  await kiosk.checkIn()
  kiosk.wait(HOUR)
  kiosk.store.failing.add('loadDocument')
  await kiosk.replica.tend()
  expect([kiosk.replica.day, kiosk.queue, kiosk.faults]).toEqual(['2026-03-02', ['A101'], ['roll over']])
  expect(await kiosk.checkIn()).toBe('A102')
  kiosk.store.failing.clear()
  await kiosk.replica.tend()
  expect([kiosk.replica.day, await kiosk.checkIn()]).toEqual(['2026-03-03', 'A101'])
})

test.each<[string, string, string | null, string]>([
  // the clock at the next start      day           doubt         why
  ['2026-03-03T07:00:00Z', '2026-03-03', null, 'the next day'],
  ['2026-03-02T21:00:00Z', '2026-03-02', null, 'the same day'],
  ['2026-03-01T07:00:00Z', '2026-03-02', '2026-03-01', 'before the last day'],
  ['2026-03-05T07:00:00Z', '2026-03-02', '2026-03-05', 'more than one day ahead'],
  ['1970-01-01T00:00:00Z', '2026-03-02', '1970-01-01', 'a flat battery'],
])('[DAY-2] a start at %s: day %s, in doubt %s: %s', async (instant, day, doubted) => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.setClock(instant)
  await kiosk.restart()
  expect([kiosk.replica.day, kiosk.replica.doubtedDay]).toEqual([day, doubted])
  expect(await kiosk.checkIn()).toBe(doubted ? 'day_in_doubt' : day === '2026-03-02' ? 'A102' : 'A101')
})

test('[DAY-2] a date in doubt is confirmed by staff, or goes away with the wrong clock', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.setClock('2026-03-09T07:00:00Z')
  await kiosk.replica.tend()
  expect(kiosk.replica.doubtedDay).toBe('2026-03-09')
  await kiosk.replica.confirmDay(ServiceDay.parse('2026-03-08'))
  expect(kiosk.replica.doubtedDay).toBe('2026-03-09')

  kiosk.setClock('2026-03-02T09:00:00Z')
  await kiosk.replica.tend()
  expect([kiosk.replica.doubtedDay, await kiosk.checkIn()]).toEqual([null, 'A102'])

  kiosk.setClock('2026-03-09T07:00:00Z')
  await kiosk.replica.tend()
  await kiosk.replica.confirmDay(ServiceDay.parse('2026-03-09'))
  expect([kiosk.replica.day, kiosk.replica.doubtedDay, await kiosk.checkIn()]).toEqual(['2026-03-09', null, 'A101'])
})

test('[DAY-2] a day that comes back is one document, and goes on with its numbers', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.setClock('2026-03-03T07:00:00Z')
  await kiosk.replica.tend()
  await kiosk.checkIn()
  kiosk.setClock('2026-03-02T09:00:00Z')
  await kiosk.replica.tend()
  await kiosk.replica.confirmDay(ServiceDay.parse('2026-03-02'))
  expect(kiosk.replica.documents().map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03'])
  expect([kiosk.queue, await kiosk.checkIn()]).toEqual([['A101'], 'A102'])
})

test('[ORDER-3] after a start with the clock set back, new events still follow the old ones', async () => {
  const kiosk = await Kiosk.start()
  await kiosk.checkIn()
  kiosk.wait(-HOUR)
  await kiosk.powerCut()
  await kiosk.checkIn()
  const [first, second] = kiosk.document.events().map(({ event }) => event)
  expect(second && first && (second.h[0] - first.h[0] || second.h[1] - first.h[1])).toBeGreaterThan(0)
})

test('[LOG-1] listeners are told of every change, and of none after the end', async () => {
  const kiosk = await Kiosk.start()
  let told = 0
  kiosk.replica.subscribe(() => void told++)
  await kiosk.checkIn()
  expect(told).toBe(1)
  kiosk.replica.close()
  expect(ok(told)).toEqual(ok(1))
})

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
