import { afterAll, expect, test } from 'vitest'
import { openTestDatabase, openUnmigratedDatabase } from '@/tests/support/test-database'
import { migrate } from './migrate'

const { url, database, drop } = await openUnmigratedDatabase()
afterAll(drop)

test('six processes that start together all find a migrated database', async () => {
  await Promise.all(Array.from({ length: 6 }, () => migrate(url)))

  const applied = await database.sql`select hash from drizzle.__drizzle_migrations`
  const kept = await database.sql<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'queue_entries'::regclass`
  expect(applied.length).toBeGreaterThanOrEqual(2)
  expect(kept).toHaveLength(5) // last month, this one, two more, and the default
})

test('a migration leaves no lock behind, and a second run changes nothing', async () => {
  const before = await database.sql`select * from drizzle.__drizzle_migrations`
  await migrate(url)
  expect(await database.sql`select * from drizzle.__drizzle_migrations`).toEqual(before)
  expect(await database.sql`select 1 from pg_locks where locktype = 'advisory'`).toEqual([])
})

test('a check that a migration changed holds in the partitions that were there before', async () => {
  const parked = (day: string, status: string) => database.sql`
    insert into queue_entries (center_id, service_day, ticket_id, ticket_number, service_type_id, priority_level, status,
      check_in_time, head)
    values (1, ${day}, 'A101.kiosk1', 'A101', 1, 4, ${status}, now(), 1)`
  const [{ today = '' } = {}] = await database.sql<{ today: string }[]>`select current_date as today`
  for (const day of [today, '2020-01-01']) {
    await parked(day, 'parked')
    await expect(parked(day, 'lost')).rejects.toMatchObject({ code: '23514' })
  }
})

test('a migration that fails leaves the database as it was', async () => {
  const other = await openTestDatabase()
  await expect(migrate(other.url, 'drizzle/no-such-folder')).rejects.toThrow(/_journal.json/)
  expect(await other.database.sql`select code from centers`).toEqual([])
  await other.drop()
})
