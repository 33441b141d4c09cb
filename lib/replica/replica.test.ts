import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ServiceDay } from '@/lib/domain/ids'
import { ok, refuse } from '@/lib/domain/result'
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

test('[LOG-9] a listener that throws undoes nothing: the ticket is issued, and the others are told', async () => {
  const kiosk = await Kiosk.start()
  let told = 0
  kiosk.replica.subscribe(() => {
    throw new Error('a bug')
  })
  kiosk.replica.subscribe(() => void told++)
  expect(await kiosk.checkIn()).toBe('A101')
  expect([kiosk.queue, told, kiosk.faults]).toEqual([['A101'], 1, ['listener']])
})
