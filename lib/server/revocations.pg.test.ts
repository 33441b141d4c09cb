import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { DeviceId } from '@/lib/domain/ids'
import { enrollNodeDevices } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { createDatabase, type Database } from './database'
import { revokeDevice } from './devices'
import { REVOCATION_POLL_MS, Revocations } from './revocations'

const KIOSK = DeviceId.parse('kkkkkk')
const TABLET = DeviceId.parse('tttttt')
let db: TestDatabase

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
})
beforeEach(async () => {
  await db.database.sql`delete from devices`
  await enrollNodeDevices(db.database)
})
afterAll(() => db.drop())

/** Revocations that are asked for by hand: `again` is one question. */
function revocationsOf(database: Database) {
  const told: string[] = []
  const outages: boolean[] = []
  const revocations = new Revocations({
    database,
    onRevoked: device => told.push(device),
    onOutage: fault => outages.push(fault !== null),
  })
  const again = async () => {
    await revocations.start()
    revocations.stop()
  }
  return { revocations, told, outages, again }
}

test('[ACCESS-2] a server learns who was revoked, those of before its start too, each once', async () => {
  await revokeDevice(db.database, KIOSK)
  const { revocations, told, again } = revocationsOf(db.database)
  expect(revocations.isKnown).toBe(false)
  await again()
  expect([revocations.isKnown, revocations.has(KIOSK), revocations.has(TABLET)]).toEqual([true, true, false])
  await revokeDevice(db.database, TABLET)
  await again()
  await again()
  expect(told).toEqual([KIOSK, TABLET])
})

test('[ACCESS-2] also what a transaction revoked that took its time', async () => {
  const { told, again } = revocationsOf(db.database)
  await again()
  await db.database.sql`update devices set revoked_at = now() - interval '5 minutes' where id = ${KIOSK}`
  await again()
  expect(told).toEqual([KIOSK])
})

test('[ACCESS-2] while the database is away a server keeps what it knows, says so once, and catches up after', async () => {
  const away = createDatabase('postgres://nobody@127.0.0.1:1/none')
  let isAway = false
  const sql: Database['sql'] = (template, ...parameters) => (isAway ? away : db.database).sql(template, ...parameters)
  const { revocations, told, outages, again } = revocationsOf({ ...db.database, sql })
  await revokeDevice(db.database, KIOSK)
  await again()
  isAway = true
  await revokeDevice(db.database, TABLET)
  for (let times = 0; times < 5; times++) await again()
  expect([revocations.has(KIOSK), revocations.has(TABLET)]).toEqual([true, false])
  expect(outages).toEqual([true])

  isAway = false
  await again()
  expect(told).toEqual([KIOSK, TABLET])
  expect(outages).toEqual([true, false])
  await away.close()
})

test('[ACCESS-2] it asks again by itself, and after `stop` no more', async () => {
  let questions = 0
  const counting: Database = {
    ...db.database,
    sql: (template, ...parameters) => {
      questions += 1
      return db.database.sql(template, ...parameters)
    },
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { promise, revocations } = firstRevocationOf(counting)
    await revocations.start()
    await revokeDevice(db.database, KIOSK)
    await vi.advanceTimersByTimeAsync(REVOCATION_POLL_MS)
    expect(await promise).toBe(KIOSK)

    revocations.stop()
    const asked = questions
    await vi.advanceTimersByTimeAsync(60_000)
    expect(questions).toBe(asked)
    expect(REVOCATION_POLL_MS).toBeLessThan(2_500)
  } finally {
    vi.useRealTimers()
  }
})

function firstRevocationOf(database: Database) {
  let tell: (device: DeviceId) => void = () => undefined
  const promise = new Promise<DeviceId>(resolve => {
    tell = resolve
  })
  const revocations = new Revocations({ database, onRevoked: device => tell(device), onOutage: () => undefined })
  return { promise, revocations }
}
