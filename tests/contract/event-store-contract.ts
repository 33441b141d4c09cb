import { ServiceDay } from '@/lib/domain/ids'
import type { EventStore, NumberBlock, WalRecord } from '@/lib/replica/ports'
import { day } from '../support/day'

/** Opens a store on the same storage each time: what the one before made durable is there. */
export type OpenStore = () => Promise<EventStore>

/**
 * What every event store promises (SPEC LOG). Runs in Node and inside a page: it needs no test framework.
 * `run` is given a factory over fresh storage, and throws when the promise is broken.
 */
export type ContractCase = { readonly name: string; readonly run: (open: OpenStore) => Promise<void> }

const TODAY = ServiceDay.parse('2026-03-02')
const TOMORROW = ServiceDay.parse('2026-03-03')
const RECORDS: readonly WalRecord[] = day('A101=ada A102 1( 1>A101').events.map(event => ({ day: TODAY, event }))
const BLOCK: NumberBlock = { day: TODAY, next: { A: 3 }, reserved: { A: 5 } }

export const EVENT_STORE_CONTRACT: readonly ContractCase[] = [
  {
    name: 'a first session begins with nothing',
    run: async open => {
      const store = await open()
      same(await store.startSession(), { bootCount: 1, endedCleanly: true, pending: [], lastDay: null })
      same(await store.numbersOf(TODAY), null)
      same(await store.loadDocument(TODAY), [])
    },
  },
  {
    name: 'sessions are counted, and one that said no good-bye is known',
    run: async open => {
      const first = await open()
      await first.startSession()
      const second = await open()
      same(pick(await second.startSession()), { bootCount: 2, endedCleanly: false })
      second.endSession()
      same(pick(await (await open()).startSession()), { bootCount: 3, endedCleanly: true })
      same(pick(await (await open()).startSession()), { bootCount: 4, endedCleanly: false })
    },
  },
  {
    name: 'what was committed is pending after a power cut, oldest first, and as it was',
    run: async open => {
      const store = await open()
      await store.startSession()
      for (const record of RECORDS) await store.commit([record], null)
      same((await (await open()).startSession()).pending, RECORDS)
    },
  },
  {
    name: 'records and number block are committed together',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.commit(RECORDS, BLOCK)
      const next = await open()
      same((await next.startSession()).pending, RECORDS)
      same(await next.numbersOf(TODAY), BLOCK)
      same(await next.numbersOf(TOMORROW), null)
    },
  },
  {
    name: 'a number block may be committed alone, and the last one counts',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.commit([], { ...BLOCK, next: { A: 2 } })
      await store.commit([], BLOCK)
      same(await (await open()).numbersOf(TODAY), BLOCK)
    },
  },
  {
    name: 'a commit without a block leaves the block',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.commit([], BLOCK)
      await store.commit(RECORDS, null)
      same(await store.numbersOf(TODAY), BLOCK)
    },
  },
  {
    name: 'an event committed twice is there once',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.commit(RECORDS, null)
      await store.commit(RECORDS.slice(0, 1), null)
      same((await (await open()).startSession()).pending.length, RECORDS.length)
    },
  },
  {
    name: 'what was acknowledged is pending no more',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.commit(RECORDS, null)
      await store.acknowledge(idsOf(RECORDS.slice(0, 2)))
      same((await (await open()).startSession()).pending, RECORDS.slice(2))
    },
  },
  {
    name: 'an acknowledgement of what is unknown changes nothing',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.acknowledge(idsOf(RECORDS))
      same((await (await open()).startSession()).pending, [])
    },
  },
  {
    name: 'acknowledgements can be forgotten: all that is kept is pending again, oldest first',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.setLastDay(TODAY)
      await store.commit(RECORDS, null)
      await store.acknowledge(idsOf(RECORDS.slice(0, 2)))
      same(await store.forgetAcknowledgements(), RECORDS)
      same((await (await open()).startSession()).pending, RECORDS)
    },
  },
  {
    name: 'the last day is kept, and yesterday is not lost with it while it is pending',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.setLastDay(TODAY)
      await store.commit(RECORDS, BLOCK)
      await store.setLastDay(TOMORROW)
      const session = await (await open()).startSession()
      same(session.lastDay, TOMORROW)
      same(session.pending, RECORDS)
    },
  },
  {
    name: 'the updates of a document come back in their order, day by day',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.saveUpdates(TODAY, [bytes(1), bytes(2)])
      await store.saveUpdates(TOMORROW, [bytes(9)])
      await store.saveUpdates(TODAY, [bytes(3)])
      const next = await open()
      same((await next.loadDocument(TODAY)).map(first), [1, 2, 3])
      same((await next.loadDocument(TOMORROW)).map(first), [9])
    },
  },
  {
    name: 'a snapshot replaces the updates of its day, and updates follow it',
    run: async open => {
      const store = await open()
      await store.startSession()
      await store.saveUpdates(TODAY, [bytes(1), bytes(2)])
      await store.saveUpdates(TOMORROW, [bytes(9)])
      await store.replaceDocument(TODAY, bytes(7))
      await store.saveUpdates(TODAY, [bytes(8)])
      const next = await open()
      same((await next.loadDocument(TODAY)).map(first), [7, 8])
      same((await next.loadDocument(TOMORROW)).map(first), [9])
    },
  },
]

function pick({ bootCount, endedCleanly }: { bootCount: number; endedCleanly: boolean }): unknown {
  return { bootCount, endedCleanly }
}

function idsOf(records: readonly WalRecord[]) {
  return records.map(({ event }) => event.id)
}

function bytes(value: number): Uint8Array {
  return new Uint8Array([value, 0, 255])
}

function first(update: Uint8Array): number | undefined {
  return update[0]
}

/** Equal as JSON with its keys in order: what these cases hold is plain data. */
function same(actual: unknown, expected: unknown): void {
  const [a, b] = [ordered(actual), ordered(expected)]
  if (a !== b) throw new Error(`expected ${b}, got ${a}`)
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
