import { inspect } from 'node:util'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTcpProxy } from '@/tests/support/tcp-proxy'
import { openTestDatabase } from '@/tests/support/test-database'
import { createDatabase, type Database, isDatabaseAway } from './database'
import { SettleTimeout } from './watchdog'

const CLIENTS = 20
const CUTS = 40
const SETTLE_MS_MAX = 2_000
const GAP_MS_MAX = 3_000

const { url, database, drop } = await openTestDatabase()
afterAll(drop)
beforeAll(async () => {
  await database.sql`create table ledger (entry text primary key)`
})

/** Exceptions that nobody could catch: in production each of them would end the process. */
function watchUncaught(): { readonly uncaught: unknown[]; stop(): void } {
  const uncaught: unknown[] = []
  const note = (error: unknown) => uncaught.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  return { uncaught, stop: () => process.off('uncaughtException', note).off('unhandledRejection', note) }
}

/** Writes `entry` as the sync server writes a batch: several statements, with a pause in which the connection may go. */
async function write(target: Database, entry: string): Promise<void> {
  await target.begin(async sql => {
    await sql`select count(*) from ledger where entry = ${entry}`
    await new Promise(resolve => setImmediate(resolve))
    await sql`insert into ledger (entry) values (${entry}) on conflict do nothing`
  })
}

/** One device: sends an entry until it is acknowledged, then the next, until told to stop. */
async function sendEntries(
  target: Database,
  name: string,
  link: { readonly stopped: () => boolean; onAck(entry: string): void; onFault(error: unknown): void },
): Promise<void> {
  for (let n = 0; !link.stopped(); n += 1) {
    for (let acked = false; !acked; ) {
      try {
        await write(target, `${name}.${n}`)
        acked = true
      } catch (error) {
        link.onFault(error)
      }
    }
    link.onAck(`${name}.${n}`)
  }
}

test(`${CUTS} cuts under load: nothing uncaught, nothing acknowledged is lost, and the work goes on`, async () => {
  const proxy = await openTcpProxy(url)
  const throughProxy = createDatabase(proxy.url, { poolSize: 10, settleMsMax: SETTLE_MS_MAX })
  const watched = watchUncaught()
  const acked: string[] = []
  const faults: unknown[] = []
  let cutCount = 0
  let lastAckAt = performance.now()
  let longestGapMs = 0

  function onAck(entry: string): void {
    acked.push(entry)
    longestGapMs = Math.max(longestGapMs, performance.now() - lastAckAt)
    lastAckAt = performance.now()
    // Cutting by progress, not by the clock: each cut meets connections that are at work again, at a different point each time.
    if (acked.length % 23 === 0 && cutCount < CUTS && proxy.cut(cutCount % 2 === 0 ? 'fin' : 'reset') > 0) cutCount += 1
  }
  const enough = 23 * (CUTS + 10)
  const link = {
    stopped: () => cutCount === CUTS && acked.length > enough,
    onAck,
    onFault: (e: unknown) => faults.push(e),
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => sendEntries(throughProxy, `device-${n}`, link)))
  await throughProxy.close()
  await proxy.close()
  watched.stop()

  const rows = await database.sql<{ entry: string }[]>`select entry from ledger`
  const stored = new Set(rows.map(row => row.entry))
  expect(watched.uncaught).toEqual([])
  expect(acked.filter(entry => !stored.has(entry))).toEqual([])
  expect(longestGapMs).toBeLessThan(GAP_MS_MAX)
  expect(faults.length).toBeGreaterThan(CUTS) // the cuts were felt
  expect(faults.filter(fault => !isDatabaseAway(fault))).toEqual([])
})

test('a network that swallows everything costs one time-out, not the program', async () => {
  const proxy = await openTcpProxy(url)
  const throughProxy = createDatabase(proxy.url, { poolSize: 1, settleMsMax: 1_000 })
  await throughProxy.sql`select 1`
  expect(proxy.stall()).toBe(1)

  await expect(write(throughProxy, 'swallowed')).rejects.toBeInstanceOf(SettleTimeout)
  await write(throughProxy, 'after')
  expect(throughProxy.renewalCount()).toBe(1)

  await proxy.close()
  await throughProxy.close()
})

test('a slow statement is ended by Postgres before it costs a client, and leaves no lock', async () => {
  const impatient = createDatabase(url, { poolSize: 1, settleMsMax: 1_000 })
  await expect(impatient.sql`select pg_sleep(30)`).rejects.toMatchObject({ code: '57014' })
  expect(impatient.renewalCount()).toBe(0)
  await impatient.close()
})

test('a transaction that fails is undone, and its error is the one it threw', async () => {
  const failing = database.begin(async sql => {
    await sql`insert into ledger values ('undone')`
    throw new Error('the queue said no')
  })
  await expect(failing).rejects.toThrow('the queue said no')
  expect(await database.sql`select * from ledger where entry = 'undone'`).toEqual([])
})

test.each([
  ['an array', []],
  ['nothing', undefined],
  ['a list of lists', [[1], [2]]],
])('a transaction returns %s as it is', async (_, value) => {
  expect(await database.begin(async () => value)).toEqual(value)
})

test('values come back as the types we work with', async () => {
  const [row] =
    await database.sql`select 9007199254740991::bigint as cursor, date '2026-11-22' as day, '{"a":1}'::jsonb as payload`
  expect(row).toEqual({ cursor: 9007199254740991, day: '2026-11-22', payload: { a: 1 } })
  await expect(database.sql`select 9007199254740993::bigint`).rejects.toThrow(RangeError)
})

test.each([
  ['a row that is there already', (value: string) => database.sql`insert into ledger values (${value}), (${value})`],
  [
    'a row that breaks a check, in a transaction',
    (value: string) => database.begin(async sql => sql`insert into centers (code) values (${value})`),
  ],
  ['a value that is none', (value: string) => database.sql`select ${value}::text::integer`],
])('[PRIV-4] the error of %s is told without the value, however it is logged', async (_, work) => {
  const value = 'CNI2025001234'
  const fault = await work(value).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  const lines: string[] = []
  pino({}, { write: line => lines.push(line) }).error({ err: fault })
  const seen = [...lines, inspect(fault, { showHidden: true, depth: 10 }), String(fault)].join('\n')
  expect(seen).toMatch(/"code":"2/)
  expect(seen).not.toContain(value)
})
