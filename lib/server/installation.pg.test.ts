import { afterAll, expect, test } from 'vitest'
import { openCopyOf, openTestDatabase } from '@/tests/support/test-database'
import type { Database } from './database'
import { beginIncarnation, currentIncarnation } from './installation'

const original = await openTestDatabase()
afterAll(original.drop)

const incarnationOf = (database: Database) => database.begin(currentIncarnation)

test('[AUDIT-1] processes that ask at once hear one name, and hear it again', async () => {
  const names = await Promise.all(Array.from({ length: 10 }, () => incarnationOf(original.database)))
  expect(new Set(names).size).toBe(1)
  expect(await incarnationOf(original.database)).toBe(names[0])
  expect(await original.database.sql`select count(*) from installation`).toEqual([{ count: 1 }])
})

test('[AUDIT-1] a copy of the database is another memory from its first question on, and stays it', async () => {
  const before = await incarnationOf(original.database)
  const copy = await openCopyOf(original)
  const names = await Promise.all(Array.from({ length: 10 }, () => incarnationOf(copy.database)))
  expect(new Set(names).size).toBe(1)
  expect(names[0]).not.toBe(before)
  expect(await incarnationOf(copy.database)).toBe(names[0])
  await copy.drop()
  expect(await incarnationOf(original.database)).toBe(before)
})

test('[AUDIT-1] a dump that is read back into its own database is seen too', async () => {
  const before = await incarnationOf(original.database)
  await original.database.begin(async sql => {
    // What pg_restore --clean does: the table is made anew and gets its old row.
    await sql`create table kept as select * from installation`
    await sql`drop table installation`
    await sql`create table installation (
      is_only_row boolean primary key default true check (is_only_row),
      incarnation uuid not null default gen_random_uuid(), fingerprint text not null)`
    await sql`insert into installation select * from kept`
    await sql`drop table kept`
  })
  expect(await incarnationOf(original.database)).not.toBe(before)
})

test('[AUDIT-1] by hand: a new name, and every owner of a document is fenced out', async () => {
  const { database } = original
  await database.sql`insert into sync_doc (doc, center_id, service_day, owner_epoch) values ('1/2026-03-02', 1, '2026-03-02', 7)`
  const before = await incarnationOf(database)
  const begun = await database.begin(beginIncarnation)
  expect(begun).not.toBe(before)
  expect(await incarnationOf(database)).toBe(begun)
  // A backup may be older than the epoch that a running server holds.
  const [doc] = await database.sql<{ owner_epoch: number }[]>`select owner_epoch from sync_doc`
  expect(doc?.owner_epoch).toBeGreaterThan(100_000)
})

test('[AUDIT-1] there is one row, whatever somebody writes', async () => {
  const { sql } = original.database
  await expect(sql`insert into installation (is_only_row, fingerprint) values (false, '')`).rejects.toMatchObject({
    code: '23514',
  })
})
