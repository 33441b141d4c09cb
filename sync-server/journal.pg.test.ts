import { afterAll, beforeAll, expect, test } from 'vitest'
import { CenterId, DeviceId, ServiceDay } from '@/lib/domain/ids'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { FencedOut, type Journal, type JournalEntry } from './journal'
import { postgresJournal } from './postgres-journal'

const key = { center: CenterId.parse(1), day: ServiceDay.parse('2026-03-02') }
const device = DeviceId.parse('kkkkkk')
const entry: JournalEntry = {
  device,
  update: Uint8Array.of(1, 2, 3),
  claimed: new Map([[7, device]]),
  writers: new Set([device]),
  events: [],
  seals: [],
  alerts: [],
}

let db: TestDatabase
let journal: Journal
beforeAll(async () => {
  db = await openTestDatabase()
  journal = postgresJournal(db.database)
})
afterAll(() => db.drop())

test('[SYNC-6] who opened the document last owns it: the owner of before stores nothing more', async () => {
  const before = await journal.open(key)
  await journal.append(key, before, [entry], new Map())
  const now = await journal.open(key)
  expect(now.updates).toEqual([entry.update])
  expect(now.claims).toEqual(new Map([[7, device]]))

  await expect(journal.append(key, before, [{ ...entry, claimed: new Map([[8, device]]) }], new Map())).rejects.toThrow(
    FencedOut,
  )
  expect((await journal.open(key)).updates).toEqual([entry.update])
  expect(await db.database.sql`select client_id from sync_client`).toEqual([{ client_id: 7 }])
})

test('[SYNC-6] a batch stored twice, as after an answer that was lost, gives the same document', async () => {
  const opened = await journal.open(key)
  await journal.append(key, opened, [entry], new Map())
  await journal.append(key, { ...opened, head: opened.head + 1 }, [entry], new Map())
  const { updates, claims } = await journal.open(key)
  expect(new Set(updates.map(update => update.join()))).toEqual(new Set(['1,2,3']))
  expect(claims.size).toBe(1)
})

test('[SYNC-6] a statement that was given up and commits late changes nothing', async () => {
  const opened = await journal.open(key)
  await journal.append(key, opened, [entry], new Map())
  await expect(journal.append(key, opened, [{ ...entry, update: Uint8Array.of(9) }], new Map())).rejects.toThrow(
    FencedOut,
  )
  expect((await journal.open(key)).updates.at(-1)).toEqual(entry.update)
})

test('[SYNC-11] who opens a document reads its snapshot and what was stored since', async () => {
  const opened = await journal.open(key)
  await journal.keepSnapshot(key, opened, Uint8Array.of(7, 7))
  expect((await journal.open(key)).updates).toEqual([Uint8Array.of(7, 7)])
  const owner = await journal.open(key)
  await journal.append(key, owner, [entry], new Map())
  expect((await journal.open(key)).updates).toEqual([Uint8Array.of(7, 7), entry.update])
  await journal.keepSnapshot(key, opened, Uint8Array.of(8))
  expect((await journal.open(key)).updates[0]).toEqual(Uint8Array.of(7, 7))
})
