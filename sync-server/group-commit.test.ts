import { expect, test } from 'vitest'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import type { Batch } from './batch-statement'
import { GroupCommit } from './group-commit'
import { FencedOut } from './journal'

const day = ServiceDay.parse('2026-03-02')
const batchOf = (center: number, events = 1): Batch => ({
  key: { center: CenterId.parse(center), day },
  owner: { epoch: 1, head: 0 },
  // reason: the committer looks at how many events there are, and at nothing in them
  entries: [{ events: Array.from({ length: events }) }] as unknown as Batch['entries'],
  tickets: new Map(),
})
const centersOf = (batches: readonly Batch[]) => batches.map(({ key }) => Number(key.center))

/** A database that answers when it is told to. */
class SlowDatabase {
  readonly commits: { readonly centers: readonly number[]; answer(fault?: unknown): Promise<void> }[] = []
  readonly group = new GroupCommit(batches => {
    return new Promise((resolve, reject) => {
      const answer = async (fault?: unknown) => {
        if (fault) reject(fault)
        else resolve(new Set(batches.filter(({ key }) => key.center !== 13)))
        await new Promise(setImmediate)
      }
      this.commits.push({ centers: centersOf(batches), answer })
    })
  })

  get begun(): readonly (readonly number[])[] {
    return this.commits.map(({ centers }) => centers)
  }
}

const refusal = Object.assign(new Error('a value out of range'), { code: '22003' })
const away = Object.assign(new Error('gone'), { code: 'ECONNRESET' })

test('[SYNC-1] what comes while commits are under way is stored together by the next', async () => {
  const database = new SlowDatabase()
  const stored = [1, 2, 3, 4, 5].map(center => database.group.store(batchOf(center)))
  expect(database.begun).toEqual([[1], [2]])
  await database.commits[0]?.answer()
  expect(database.begun).toEqual([[1], [2], [3, 4, 5]])
  for (const { answer } of database.commits) await answer()
  await Promise.all(stored)
})

test('[SYNC-1] an upload of a whole day goes by itself', async () => {
  const database = new SlowDatabase()
  const stored = [1, 2, 3, 4, 5].map(center => database.group.store(batchOf(center, center === 4 ? 5_000 : 1)))
  await database.commits[0]?.answer()
  await database.commits[1]?.answer()
  expect(database.begun).toEqual([[1], [2], [3, 5], [4]])
  for (const { answer } of database.commits) await answer()
  await Promise.all(stored)
})

test('[SYNC-6] who lost its document is told, and the others of its commit are stored', async () => {
  const database = new SlowDatabase()
  const stored = [1, 2, 13, 4].map(center => database.group.store(batchOf(center)))
  const settled = Promise.allSettled(stored)
  for (const index of [0, 1, 2]) await database.commits[index]?.answer()
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  await expect(stored[2]).rejects.toThrow(FencedOut)
})

test('[SYNC-7] content that Postgres refuses costs its document, and no other of its commit', async () => {
  const database = new SlowDatabase()
  const stored = [1, 2, 3, 4].map(center => database.group.store(batchOf(center)))
  const settled = Promise.allSettled(stored)
  await database.commits[0]?.answer()
  await database.commits[1]?.answer()
  await database.commits[2]?.answer(refusal)
  expect(database.begun.slice(3)).toEqual([[3]])
  await database.commits[3]?.answer(refusal)
  await database.commits[4]?.answer()
  expect(database.begun.slice(4)).toEqual([[4]])
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

test('[SYNC-3] a database that is away is away for all, and asked once', async () => {
  const database = new SlowDatabase()
  const stored = [1, 2, 3, 4].map(center => database.group.store(batchOf(center)))
  const settled = Promise.allSettled(stored)
  for (const index of [0, 1, 2]) await database.commits[index]?.answer(away)
  expect(database.commits).toHaveLength(3)
  expect((await settled).every(({ status }) => status === 'rejected')).toBe(true)
})
