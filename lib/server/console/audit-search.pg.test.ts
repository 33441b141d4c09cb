import { afterAll, beforeAll, expect, test } from 'vitest'
import type { QueueEvent } from '@/lib/domain/events'
import { type CenterId, ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { EmployeeId, UserId } from '@/lib/domain/person'
import type { AuditQuery } from '@/lib/protocol/console-audit'
import { type AuditSubjectKind, writeAudit } from '@/lib/server/audit'
import { DAY, day } from '@/tests/support/day'
import { twoCenters } from '@/tests/support/people'
import { StoredDay } from '@/tests/support/stored-day'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { conflictsOfDay } from './audit-conflicts'
import { readAuditQuery } from './audit-query'
import { AUDIT_PAGE_LINES, searchAudit, spanOf, ticketLife } from './audit-search'

const TIME_ZONE = 'Africa/Douala'
const SCRIPT = 'opened 1( 2( A101 A101* A102 { 1>A101 1+ 1. | 2>A101 2+ } 1>A102 1! 1+ 1>>2'
/** While the day of the queue goes on. */
const NOON = Date.parse('2026-03-02T11:00:00Z')

let db: TestDatabase
let here: CenterId
let elsewhere: CenterId
let events: readonly QueueEvent[]

beforeAll(async () => {
  db = await openTestDatabase()
  ;[here, elsewhere] = await twoCenters(db.database)
  events = day(SCRIPT).events
  await new StoredDay(db.database, { center: here, day: DAY }).store(events)
  await db.database.begin(async sql => {
    for (const [index, [who, action, kind, id]] of ENTRIES.entries()) {
      const person = who === null ? null : { user: UserId.parse(1), employeeId: EmployeeId.parse(who) }
      await writeAudit(sql, { person, center: here, action, subject: { kind, id }, before: null, after: { index } })
    }
    await sql`alter table audit_entries disable trigger audit_entries_kept`
    await sql`update audit_entries set at = timestamptz '2026-03-02T10:00:00Z' + id * interval '1 second'`
    await sql`alter table audit_entries enable trigger audit_entries_kept`
  })
})
afterAll(() => db.drop())

const ENTRIES: readonly [who: string | null, action: string, kind: AuditSubjectKind, id: string][] = [
  ['SUP001', 'service.changed', 'service', '1'],
  ['ADM001', 'device.renamed', 'device', 'kiosk1'],
  [null, 'device.enrolled', 'device', 'agent2'],
  ['SUP001', 'command.cancel_ticket', 'ticket', 'A102.kiosk1'],
]

const place = () => ({ center: here, timeZone: TIME_ZONE })
const search = (query: AuditQuery) => searchAudit(db.database.sql, place(), query, NOON)
const actionsOf = async (query: AuditQuery) => (await search(query)).lines.map(({ action }) => action).sort()

test('[AUDIT-8] events of the queue and entries of the console are one list, newest first', async () => {
  const { lines, next } = await search({})
  expect(lines.slice(0, 4).map(({ action }) => action)).toEqual(ENTRIES.map(([, action]) => action).reverse())
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => b - a))
  expect(lines.length).toBe(events.length + ENTRIES.length)
  expect(next).toBeNull()
})

test.each<[string, Record<string, string>, string[]]>([
  [
    'a device and what it did',
    { device: 'agent2' },
    ['device.enrolled', 'device.rostered.v1', 'station.opened.v1', 'ticket.called.v1', 'ticket.service_started.v1'],
  ],
  ['a device, of the console alone', { device: 'kiosk1', kind: 'changes' }, ['device.renamed']],
  [
    'a ticket',
    { ticket: 'A102' },
    [
      ...['command.cancel_ticket', 'ticket.called.v1', 'ticket.checked_in.v1', 'ticket.recalled.v1'],
      ...['ticket.service_started.v1', 'ticket.transferred.v1'],
    ],
  ],
  ['a person by his number', { person: 'sup001' }, ['command.cancel_ticket', 'service.changed']],
  ['nobody of that name', { person: '100%' }, []],
  [
    'what happened on the floor',
    { kind: 'floor' },
    ['day.opened.v1', ...Array(3).fill('staff.rostered.v1'), ...Array(2).fill('station.opened.v1')],
  ],
  ['a day on which nothing was', { from: '2026-02-01', to: '2026-02-02' }, []],
  [
    'fields that a form left empty',
    { kind: 'changes', person: ' ', ticket: '', device: '' },
    ENTRIES.map(([, action]) => action).sort(),
  ],
])('[AUDIT-8] it is searched by %s', async (_what, parameters, expected) => {
  const query = readAuditQuery(Object.entries(parameters))
  expect(await actionsOf(query ?? { ticket: TicketNumber.parse('Y999') })).toEqual(expected)
})

test('[AUDIT-8] an agent is found by a part of his name, with what he did and what was said of him', async () => {
  const [agent] = await db.database.sql<{ name: string; employee: string }[]>`
    select last_name as name, employee_id as employee from agents where center_id = ${here} and id = 1`
  const found = await search({ person: agent?.name.toLowerCase() })
  expect(found.lines.some(({ action, agent: by }) => action === 'ticket.completed.v1' && by === 1)).toBe(true)
  expect(found.lines.every(({ agent: by, says }) => by === 1 || says.subject === 1)).toBe(true)
})

test.each([[{ ticket: 'I1' }], [{ from: '2026-02-30' }], [{ device: 'x' }], [{ kind: 'all' }], [{ after: '1:x:2' }]])(
  '[AUDIT-8] what is no search is none: %o',
  parameters => {
    expect(readAuditQuery(Object.entries(parameters))).toBeNull()
  },
)

test('[AUDIT-8] pages follow each other without a gap or a repeat, also within one instant, and of another center nothing is there', async () => {
  await db.database.sql`
    insert into queue_event (id, center_id, service_day, head, device, boot, seq, type, at, h_ms, h_counter)
    select 'kiosk9.1.' || n, ${elsewhere}, ${DAY}, 1, 'kiosk9', 1, n, 'kiosk.paused.v1',
      timestamptz '2026-03-02T09:00:00Z' + (n / 70) * interval '1 second', 0, 0 from generate_series(1, 140) n`
  await db.database.begin(async sql => {
    for (let index = 0; index < 60; index++) {
      const subject = { kind: 'service', id: index } as const
      await writeAudit(sql, {
        person: null,
        center: elsewhere,
        action: 'service.changed',
        subject,
        before: null,
        after: null,
      })
    }
    await sql`alter table audit_entries disable trigger audit_entries_kept`
    await sql`update audit_entries set at = '2026-03-02T09:00:01Z' where center_id = ${elsewhere}`
    await sql`alter table audit_entries enable trigger audit_entries_kept`
  })
  const there = { center: elsewhere, timeZone: TIME_ZONE }
  const keys: string[] = []
  const sizes: number[] = []
  let after: AuditQuery['after']
  do {
    const page = await searchAudit(db.database.sql, there, { after }, NOON)
    keys.push(...page.lines.map(({ key }) => key))
    sizes.push(page.lines.length)
    after = page.next ?? undefined
  } while (after)
  expect(sizes).toEqual([AUDIT_PAGE_LINES, AUDIT_PAGE_LINES, AUDIT_PAGE_LINES, AUDIT_PAGE_LINES])
  expect(new Set(keys).size).toBe(200)
  expect((await search({})).lines.some(({ device }) => device === 'kiosk9')).toBe(false)
})

test('[AUDIT-9] the life of a ticket is all that was said of it, in the order in which it happened', async () => {
  const life = await ticketLife(db.database.sql, place(), { ticket: TicketNumber.parse('A101'), day: DAY })
  expect(life.map(({ action, device }) => `${device} ${action}`).slice(0, 2)).toEqual([
    'kiosk1 ticket.checked_in.v1',
    'kiosk1 ticket.printed.v1',
  ])
  expect(life.map(({ at }) => at)).toEqual(life.map(({ at }) => at).sort((a, b) => a - b))
  expect(life.every(({ ticket }) => ticket === 'A101.kiosk1')).toBe(true)
  expect(life.length).toBe(7)
})

test('[AUDIT-9] the conflicts of a day are those of the fold: which move holds; of a damaged record none are told', async () => {
  const found = await conflictsOfDay(db.database, place(), DAY)
  expect(found).toMatchObject({
    ok: true,
    value: [
      {
        ticket: 'A101.kiosk1',
        winner: { device: 'agent1', action: 'ticket.called.v1' },
        loser: { device: 'agent2', action: 'ticket.called.v1' },
      },
    ],
  })
  expect(await conflictsOfDay(db.database, { center: here }, ServiceDay.parse('2026-03-01'))).toEqual({
    ok: true,
    value: [],
  })
  await db.database.sql`
    insert into queue_event (id, center_id, service_day, head, device, boot, seq, type, at, h_ms, h_counter)
    values ('kiosk9.2.1', ${elsewhere}, '2026-02-01', 1, 'kiosk9', 2, 1, 'kiosk.paused.v1', now(), 0, 0)`
  const damaged = await conflictsOfDay(db.database, { center: elsewhere }, ServiceDay.parse('2026-02-01'))
  expect(damaged).toEqual({ ok: false, refusal: { code: 'refused' } })
})

test('[AUDIT-10] a transfer is told with what it changed, in a search and in the life of its ticket', async () => {
  const ticket = TicketNumber.parse('A102')
  const life = await ticketLife(db.database.sql, place(), { ticket, day: DAY })
  for (const lines of [life, (await search({ ticket })).lines])
    expect(lines.filter(({ before }) => before !== null)).toMatchObject([
      { action: 'ticket.transferred.v1', before: { service: 1, station: 1 }, after: { service: 1, station: 2 } },
    ])
})

test.each([
  [{}, DAY, DAY],
  [{ from: '2026-03-01' }, '2026-03-01', DAY],
  [{ to: '2026-02-20' }, '2026-02-20', '2026-02-20'],
  [{ from: '2026-03-05', to: '2026-03-01' }, '2026-03-01', '2026-03-01'],
  [{ from: '2025-01-01', to: '2026-03-02' }, '2026-01-31', '2026-03-02'],
])('[AUDIT-8] the days of %o', (asked, from, to) => {
  expect(spanOf(readAuditQuery(Object.entries(asked)) ?? {}, DAY)).toEqual({ from, to })
})
