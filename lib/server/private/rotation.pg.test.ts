import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { sealVisitor } from '@/lib/client/intake-seal'
import { DeviceId, type InstantMs, PreEnrollmentCode, TicketId } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { CENTER } from '@/tests/support/signing'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import type { Database } from '../database'
import { deriveKeys } from '../keys'
import { IntakeKeys, readCenterKeys } from './center-keys'
import { openField, sealField } from './citizens'
import { takeIntake } from './intake'
import { type RotationPorts, rotateCenterKeys } from './rotation'

const keys = deriveKeys('mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP')
const ZONE = 'Africa/Douala'
const NOW: InstantMs = Date.parse('2026-03-02T09:00:00Z')
const DAY_MS = 86_400_000
const SOURCE = { device: DeviceId.parse('kkkkkk'), center: CENTER, timeZone: ZONE }
/** Of 450 rows, in batches of 200. */
const ROWS = 450

let db: TestDatabase

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
})
beforeEach(async () => {
  await db.database.begin(async sql => sql`truncate citizens, citizen_tickets, center_keys`)
})
afterAll(() => db.drop())

const codeOf = (index: number) => PreEnrollmentCode.parse(`CNI2025${String(index).padStart(6, '0')}`)
const rotate = (wish: Partial<RotationPorts> = {}) =>
  rotateCenterKeys({ database: db.database, keys, previous: null, now: NOW, onProgress: () => undefined, ...wish })

/** A kiosk's row, sealed to the key that its center has now. */
async function sealed(index: number, visit = index) {
  const key = await new IntakeKeys(db.database, keys).of(CENTER, NOW)
  const place = { center: CENTER, day: serviceDayOf(NOW, ZONE), ticket: TicketId.parse(`A1${visit + 10}.kkkkkk`) }
  if (!key) throw new Error('no key')
  return { ...place, sealed: await sealVisitor({ code: codeOf(index), language: 'en' }, place, key) }
}

const bring = (rows: Awaited<ReturnType<typeof sealed>>[], under = keys) =>
  takeIntake({ database: db.database, keys: under, now: NOW }, SOURCE, rows)

/** Rows as intakes would leave them; every tenth with a name. */
async function fill(): Promise<void> {
  await bring([await sealed(0)])
  const [key] = await readCenterKeys(db.database.sql, keys, CENTER)
  if (!key) throw new Error('no key')
  const [first] = await db.database.sql`select * from citizens`
  const rows = Array.from({ length: ROWS - 1 }, (_, at) => {
    const id = crypto.randomUUID()
    const name = at % 10 === 0 ? sealField(key, id, 'last_name_enc', `Name ${at}`) : null
    const code = sealField(key, id, 'pre_enrollment_code_enc', codeOf(at + 1))
    return {
      ...first,
      id,
      pre_enrollment_code_hash: Buffer.from(id),
      pre_enrollment_code_enc: code,
      last_name_enc: name,
    }
  })
  await db.database.begin(async sql => sql`insert into citizens ${sql(rows)}`)
}

/** What every row says under whichever key it is, and how many are under the newest. */
async function read(under = keys) {
  const all = await readCenterKeys(db.database.sql, under, CENTER)
  const rows = await db.database.sql`select id, key_id, pre_enrollment_code_enc, last_name_enc from citizens`
  const opened = rows.map(({ id, key_id, pre_enrollment_code_enc: code, last_name_enc: name }) => {
    const key = all.find(each => each.id === key_id)
    return key
      ? `${openField(key, id, 'pre_enrollment_code_enc', code)} ${name && openField(key, id, 'last_name_enc', name)}`
      : null
  })
  return { all: opened.sort(), renewed: rows.filter(row => row.key_id === all[0]?.id).length }
}

/** The power fails after so many transactions, each of which is whole or not at all. */
function failingAfter(database: Database, transactions: number): Database {
  let left = transactions
  const begin: Database['begin'] = work => (left-- > 0 ? database.begin(work) : Promise.reject(new Error('killed')))
  return { ...database, begin }
}

test('[PRIV-8] new keys encrypt all rows anew; killed anywhere, every row is readable, and the next run goes on', async () => {
  await fill()
  const { all } = await read()
  expect(new Set(all).size).toBe(ROWS)
  const unsent = await sealed(900)

  for (const transactions of [2, 2]) {
    await expect(rotate({ database: failingAfter(db.database, transactions) })).rejects.toThrow('killed')
    expect((await read()).all).toEqual(all)
  }
  expect((await read()).renewed).toBe(200)
  // Meanwhile a kiosk brings what it sealed before, and a person comes again whose row is under the old key still.
  expect(await bring([unsent, await sealed(0, 901)])).toEqual([])
  const counts: number[] = []
  const ended = { resealed: 0, made: 0, rows: ROWS - 200, dropped: 0 }
  expect(await rotate({ onProgress: rows => counts.push(rows) })).toEqual(ended)
  expect(counts).toEqual([200, ROWS - 200])
  expect(await read()).toEqual({ all: [...all, `${codeOf(900)} null`].sort(), renewed: ROWS + 1 })

  // By the keys of before nobody reads them any more, but a kiosk's intakes are still taken, and find the same persons.
  expect(await bring([await sealed(5), { ...unsent, ticket: TicketId.parse('A1999.kkkkkk') }])).toMatchObject([
    { ticket: 'A1999.kkkkkk', code: 'cannot_open' },
  ])
  expect((await read()).all).toHaveLength(ROWS + 1)
})

test('[PRIV-8] an old key goes when no row is under it and no kiosk can bring anything that it opens', async () => {
  const unsent = await sealed(1)
  expect(await rotate()).toMatchObject({ made: 1, dropped: 0 })
  expect(await bring([unsent])).toEqual([])
  expect(await rotate({ now: NOW + 29 * DAY_MS })).toMatchObject({ made: 1, rows: 1, dropped: 0 })
  expect(await rotate({ now: NOW + 31 * DAY_MS })).toMatchObject({ made: 1, rows: 1, dropped: 1 })
  expect(await bring([unsent])).toMatchObject([{ code: 'cannot_open' }])
})

test('[PRIV-8] another secret: the keys are sealed anew with the help of the one before, and nothing is lost', async () => {
  const unsent = await sealed(2)
  await bring([await sealed(1)])
  const next = deriveKeys('aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY')
  expect(await bring([unsent], next)).toMatchObject([{ code: 'cannot_open' }])
  await expect(rotate({ keys: next })).rejects.toThrow('another secret')
  expect(await rotate({ keys: next, previous: keys })).toEqual({ resealed: 1, made: 1, rows: 1, dropped: 0 })
  expect(await bring([unsent], next)).toEqual([])
  expect((await read(next)).all).toEqual([`${codeOf(1)} null`, `${codeOf(2)} null`])
  expect((await read()).all).toEqual([null, null])
})
