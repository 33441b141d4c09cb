import { afterAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '@/tests/support/test-database'
import { ensurePartitions } from './partitions'

const { database, drop } = await openTestDatabase()
afterAll(drop)
beforeEach(async () => {
  await database.sql`delete from queue_entries`
})

/** A ticket that waited 12 minutes, on a service day that no partition was made for. */
async function insertTicket(serviceDay: string): Promise<void> {
  await database.sql`
    insert into queue_entries (center_id, service_day, ticket_id, ticket_number, service_type_id, priority_level, check_in_time, called_time, head)
    values (1, ${serviceDay}, 'A101.k3f9xq', 'A101', 1, 5, ${`${serviceDay} 08:00Z`}, ${`${serviceDay} 08:12:59Z`}, 1)`
}

/** In which partition the tickets lie, by day. */
async function places(): Promise<object> {
  const rows = await database.sql<{ day: string; place: string; waited: number }[]>`
    select service_day as day, tableoid::regclass::text as place, actual_wait_time as waited from queue_entries order by 1`
  return Object.fromEntries(rows.map(row => [row.day, `${row.place}, waited ${row.waited} min`]))
}

async function ensureMonth(day: string): Promise<boolean | undefined> {
  const [row] = await database.sql<{ made: boolean }[]>`
    select ensure_month_partition('queue_entries', 'service_day', ${day}) as made`
  return row?.made
}

test('a ticket of a far month waits in the default partition and moves when its month is made', async () => {
  await insertTicket('2031-03-01')
  await insertTicket('2031-03-31')
  await insertTicket('2031-04-01')
  expect(new Set(Object.values(await places()))).toEqual(new Set(['queue_entries_default, waited 12 min']))

  expect(await ensureMonth('2031-03-17')).toBe(true)
  expect(await ensureMonth('2031-03-18')).toBe(false)

  expect(await places()).toEqual({
    '2031-03-01': 'queue_entries_2031_03, waited 12 min',
    '2031-03-31': 'queue_entries_2031_03, waited 12 min',
    '2031-04-01': 'queue_entries_default, waited 12 min',
  })
})

test('a partition that was made later has the keys and checks of the others', async () => {
  await ensureMonth('2032-05-01')
  await insertTicket('2032-05-02')
  await expect(insertTicket('2032-05-02')).rejects.toMatchObject({ code: '23505' })
  await expect(database.sql`update queue_entries set status = 'lost'`).rejects.toMatchObject({ code: '23514' })
})

test('eight processes may make the same months at once', async () => {
  for (let month = 1; month <= 12; month += 1) {
    const day = `2033-${String(month).padStart(2, '0')}-01`
    const made = await Promise.all(Array.from({ length: 8 }, () => ensureMonth(day)))
    expect(made.filter(Boolean)).toHaveLength(1)
  }
})

test('a start makes the coming months, and the next start finds them', async () => {
  expect(await ensurePartitions(database)).toBe(1) // the migration made three of the four
  expect(await ensurePartitions(database)).toBe(0)
})
