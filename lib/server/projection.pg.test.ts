import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { QueueEvent } from '@/lib/domain/events'
import { CenterId } from '@/lib/domain/ids'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import { DAY, day, SERVICES } from '@/tests/support/day'
import { anyEvent } from '@/tests/support/random-events'
import { rowsOfDay, StoredDay } from '@/tests/support/stored-day'
import { emptyTheDay } from '@/tests/support/sync-stack'
import { openTestDatabase } from '@/tests/support/test-database'
import { checkProjection, daysOf, rebuildProjection } from './projection'
import { DamagedEvent, eventOfRow } from './queue-rows'

const { database, drop } = await openTestDatabase()
afterAll(drop)
beforeEach(() => database.begin(emptyTheDay))

const key = { center: CenterId.parse(1), day: DAY }

/** Waiting, called, serving, parked, completed, no-show and closed, a transfer, duplicates, both ways of printing, conflicts, and what nobody may say. */
const EVERY_KIND = `opened 1( 2( 3( A101* A101 A101* A102/ A102 A102/ A103 A104 R101=ada A105 A106=ben A107=ben E101=eve
  A110 B101 1>A101 1+ 1. 1>A110 1+ 1p 1>B101 1%R 1>A102 ~20s 1! ~20s 1! ~2m 1- 2>A103 2+ 3>A104 { 1>R101 1+R101 | 2>R101 } R201=ada E201=eve 3>E101 A108 A109* A105x`

const STATUSES = ['called', 'cancelled', 'completed', 'duplicate', 'in_progress', 'no_show', 'parked', 'waiting']

/** Stores the day in batches of these sizes, again and again. */
async function storeLive(events: readonly QueueEvent[], sizes: readonly number[] = [1, 3, 2]): Promise<StoredDay> {
  const stored = new StoredDay(database, key)
  for (let start = 0, turn = 0; start < events.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    await stored.store(events.slice(start, start + size))
    start += size
  }
  return stored
}

async function run(statement: string): Promise<void> {
  await database.begin(sql => sql.unsafe(statement))
}

test('[AUDIT-2] a day with every kind of ticket, stored live, is what its events amount to', async () => {
  await storeLive(day(EVERY_KIND).events)
  const states = await database.sql`select distinct status from queue_entries order by 1`
  expect(states.map(row => row.status)).toEqual(STATUSES)
  expect(await checkProjection(database, key)).toEqual([])
})

test('[AUDIT-2] a row tells why a ticket was closed', async () => {
  await storeLive(day('opened 1( A101 A102 A103 A104 A105 1>A101 1+ 1. 1>A102 1- A103x A104c').events)
  const rows = await database.sql`select closing_code from queue_entries order by ticket_number`
  expect(rows.map(row => row.closing_code)).toEqual(['served', 'no_show', 'left_by_citizen', 'closed_by_day_end', null])
})

test('[AUDIT-2] a row tells what was foretold, in whole minutes, and follows the ticket to another service', async () => {
  const events = day('opened A101 A102 1( 1>A101 1+ 1%R').events.map(event =>
    event.type === 'ticket.checked_in.v1' && event.ticket.startsWith('A101')
      ? { ...event, foretoldLowS: 600, foretoldMedianS: 1441, foretoldHighS: 2400 }
      : event,
  )
  await storeLive(events)
  const rows = await database.sql`
    select ticket_number, status, service_type_id as service, estimated_wait_time as minutes from queue_entries order by 1`
  expect(rows).toEqual([
    { ticket_number: 'A101', status: 'waiting', service: SERVICES.R.id, minutes: 25 },
    { ticket_number: 'A102', status: 'waiting', service: SERVICES.A.id, minutes: null },
  ])
  expect(await checkProjection(database, key)).toEqual([])
})

test.each([
  ['emptied', 'truncate queue_entries', 14],
  ['one ticket gone', `delete from queue_entries where ticket_number = 'A101'`, 1],
  ['why it was closed', `update queue_entries set closing_code = 'served' where ticket_number = 'A105'`, 1],
  ['a state', `update queue_entries set status = 'waiting' where ticket_number = 'A101'`, 1],
  [
    'an instant, by a microsecond',
    `update queue_entries set called_time = called_time + interval '1 microsecond' where ticket_number = 'A101'`,
    1,
  ],
  [
    'an agent and a number',
    `update queue_entries set assigned_agent_id = 9, ticket_number = 'A999' where ticket_number = 'A103'`,
    1,
  ],
  ['what was foretold', `update queue_entries set estimated_wait_time = 7 where ticket_number = 'A104'`, 1],
  [
    'a duplicate that leads elsewhere',
    `update queue_entries set duplicate_of = 'A101.kiosk1' where status = 'duplicate'`,
    3,
  ],
  [
    'a ticket that nobody took',
    `insert into queue_entries (center_id, service_day, ticket_id, ticket_number, service_type_id, priority_level, check_in_time, head)
     values (1, '2026-03-02', 'A999.kiosk1', 'A999', 1, 4, now(), 1)`,
    1,
  ],
  [
    'two numbers exchanged',
    `update queue_entries set ticket_number = case ticket_number when 'A101' then 'A102' else 'A101' end where ticket_number in ('A101', 'A102')`,
    2,
  ],
])('[AUDIT-2] rebuilt from the events alone, it equals the live one to the byte: %s', async (_, tampering, count) => {
  await storeLive(day(EVERY_KIND).events)
  const live = await rowsOfDay(database)
  await run(tampering)
  expect(await rowsOfDay(database)).not.toEqual(live)

  expect(await checkProjection(database, key)).toHaveLength(count)
  expect(await rebuildProjection(database, key)).toHaveLength(count)
  expect(await rowsOfDay(database)).toEqual(live)
  expect(await rebuildProjection(database, key)).toEqual([])
})

test('[AUDIT-2] whatever a machine plays, in whatever batches: live and rebuilt are equal', async () => {
  const scripts = fc.array(
    fc.constantFrom(
      'A101',
      'A102=ada',
      'R101=ada',
      'A201=ada',
      '1>A101',
      '2>A101',
      '1>A102',
      '1+A101',
      '2+A101',
      '1.A101',
      '1-A102',
      '1pA101',
      '2=A101',
      '1~A101',
      '2rA101',
      '1^A102',
      'A101*',
      '1(',
      'opened',
    ),
    { minLength: 1, maxLength: 25 },
  )
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(scripts, sizes, async (words, batches) => {
      await run(
        'delete from queue_entries; delete from queue_event; delete from sync_update; delete from sync_client; delete from sync_doc',
      )
      await storeLive(day(words.join(' ')).events, batches)
      const live = await rowsOfDay(database)
      expect(await checkProjection(database, key)).toEqual([])
      await run('delete from queue_entries')
      await rebuildProjection(database, key)
      expect(await rowsOfDay(database)).toEqual(live)
    }),
    { numRuns: 40, seed: 20_260_302 },
  )
})

test('[AUDIT-3] an event of any type comes back from its row as it was', async () => {
  const storable = anyEvent.filter(
    event => Math.max(event.h[1], event.actor ?? 0, ...event.id.split('.').slice(1).map(Number)) < 2 ** 31,
  )
  const events = fc.sample(storable, { numRuns: 400, seed: 20_260_302 })
  const byId = new Map(events.map(event => [String(event.id), event]))
  await new StoredDay(database, key).store([...byId.values()])
  const rows = await database.sql`select * from queue_event`
  expect(rows).toHaveLength(byId.size)
  for (const row of rows) expect(eventOfRow(row)).toEqual(byId.get(row.id))
  expect(new Set([...byId.values()].map(event => event.type)).size).toBe(Object.keys(EVENT_LAYOUTS).length)
})

test.each([
  [`payload = '{}' where type = 'ticket.checked_in.v1'`, /event kiosk1.1.\d+ in queue_event is damaged/],
  [`based_on = 'A101' where type = 'ticket.called.v1'`, /event agent\d.1.\d+ in queue_event is damaged/],
  [`ticket_id = null where type = 'ticket.completed.v1'`, /event agent1.1.\d+ in queue_event is damaged/],
])('[AUDIT-3] a damaged row is named, and nothing is rebuilt from it: %s', async (change, message) => {
  await storeLive(day(EVERY_KIND).events)
  const live = await rowsOfDay(database)
  await run(`update queue_event set ${change}`)
  await expect(rebuildProjection(database, key)).rejects.toThrow(DamagedEvent)
  await expect(checkProjection(database, key)).rejects.toThrow(message)
  expect(await rowsOfDay(database)).toEqual(live)
})

test('[AUDIT-3] a type that a newer program stored is passed over', async () => {
  await storeLive(day('opened A101 A102').events)
  await run(`update queue_event set type = 'ticket.blessed.v1', payload = '{"by": 1}' where ticket_id = 'A102.kiosk1'`)
  const differences = await checkProjection(database, key)
  expect(differences).toEqual([{ ticket: 'A102.kiosk1', kind: 'surplus', columns: [] }])
})

test('[AUDIT-2] what others write into a row stays, and readers who follow the head see what changed', async () => {
  await storeLive(day('opened A101 A102').events)
  await run(`update queue_entries set notes = 'wheelchair', status = 'completed' where ticket_number = 'A101'`)
  const [before] = await database.sql<{ head: number }[]>`select max(head) as head from queue_entries`
  const [difference] = await rebuildProjection(database, key)
  expect(difference?.columns).toEqual([{ name: 'status', stored: 'completed', folded: 'waiting' }])
  const changed = await database.sql`
    select ticket_number, status, notes from queue_entries where head > ${before?.head ?? 0}`
  expect(changed).toEqual([{ ticket_number: 'A101', status: 'waiting', notes: 'wheelchair' }])
})

test('[AUDIT-4] the owner of a day that was wrong is fenced out; of one that was right, not', async () => {
  const { events } = day('opened A101 A102 A103')
  const stored = await storeLive(events.slice(0, -1))
  await rebuildProjection(database, key)
  await stored.store(events.slice(-1))

  await run('truncate queue_entries')
  await rebuildProjection(database, key)
  await expect(stored.store(day('opened A101 A102 A103 A104').events.slice(-1))).rejects.toThrow(
    /FencedOut|1\/2026-03-02/,
  )
  expect(await checkProjection(database, key)).toEqual([])
})

test('[AUDIT-2] two centers and two days do not mix, and all of them are found', async () => {
  await storeLive(day('opened A101').events)
  const other = { center: CenterId.parse(2), day: DAY }
  await database.sql`
    insert into queue_entries (center_id, service_day, ticket_id, ticket_number, service_type_id, priority_level, check_in_time, head)
    values (2, ${DAY}, 'A101.kiosk1', 'A101', 1, 4, now(), 1)`
  expect(await daysOf(database)).toEqual([key, other])
  expect(await rebuildProjection(database, key)).toEqual([])
  expect(await rebuildProjection(database, other)).toEqual([{ ticket: 'A101.kiosk1', kind: 'surplus', columns: [] }])
  expect(await rowsOfDay(database)).toHaveLength(1)
})
