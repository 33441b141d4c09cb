import { afterAll, expect, test } from 'vitest'
import type { Database } from '@/lib/server/database'
import { openTestDatabase } from '@/tests/support/test-database'
import { seedDemonstration } from './seed'

const { database, drop } = await openTestDatabase()
afterAll(drop)

type Change = { readonly revision: number; readonly name: string }

const centerId = await database.begin(seedDemonstration)

async function catalogueHead(): Promise<number> {
  const [center] = await database.sql<
    { head: number }[]
  >`select catalogue_head as head from centers where id = ${centerId}`
  return center?.head ?? Number.NaN
}

/** What a device would pull: the catalogue rows after its cursor, in revision order. */
async function changesAfter(cursor: number, { sql }: Pick<Database, 'sql'> = database): Promise<readonly Change[]> {
  return await sql<Change[]>`
    select revision, code as name from service_types where center_id = ${centerId} and revision > ${cursor}
    union all select revision, name from stations where center_id = ${centerId} and revision > ${cursor}
    union all select revision, employee_id from agents where center_id = ${centerId} and revision > ${cursor}
    order by revision`
}

/** A promise and what resolves it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

/** Resolves when some session waits for a lock that another one holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await database.sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.length > 0) return
  }
}

test('the seed gives each row its revision, and a second run changes nothing', async () => {
  const changes = await changesAfter(0)
  expect(changes.map(change => change.revision)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1))

  expect(await database.begin(seedDemonstration)).toBe(centerId)
  expect(await changesAfter(0)).toEqual(changes)
  expect(await catalogueHead()).toBe(14)
})

test('the demonstration center is complete', async () => {
  const served = await database.sql`
    select station_number as station, string_agg(letter, '' order by priority_level) as letters
    from stations join service_types on service_types.id = any (supported_services) group by 1 order by 1`
  expect(served).toEqual([
    { station: '1', letters: 'URCBAD' },
    { station: '2', letters: 'URCBAD' },
    { station: '3', letters: 'URCB' },
    { station: '4', letters: 'CBAD' },
  ])
  expect(await database.sql`select role, count(*) from agents group by 1 order by 1`).toEqual([
    { role: 'agent', count: 3 },
    { role: 'supervisor', count: 1 },
  ])
})

test('a change that commits late has the later revision: no cursor can pass it by', async () => {
  const cursor = await catalogueHead()
  const firstMayCommit = gate()

  const first = database.begin(async sql => {
    await sql`update stations set location = 'left' where station_number = '1'`
    await firstMayCommit.opened
  })
  const second = database.begin(sql => sql`update stations set location = 'right' where station_number = '2'`)
  await untilSomebodyWaits()
  expect(await changesAfter(cursor)).toEqual([])

  firstMayCommit.open()
  await Promise.all([first, second])
  const names = (await changesAfter(cursor)).map(change => change.name)
  expect(names.sort()).toEqual(['Guichet 1', 'Guichet 2'])
})

test('a reader who follows the cursor during 100 writes at once misses none', async () => {
  const start = await catalogueHead()
  const seen: number[] = []
  const writes = Array.from({ length: 100 }, (_, n) =>
    database.begin(
      sql =>
        sql`insert into stations (center_id, station_number, name) values (${centerId}, ${`x${n}`}, ${`Salle ${n}`})`,
    ),
  )
  const written = Promise.all(writes).then(() => true)

  for (let done = false; !done; ) {
    done = await Promise.race([written, Promise.resolve(false)])
    const changes = await changesAfter(seen.at(-1) ?? start)
    seen.push(...changes.map(change => change.revision))
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => start + n + 1))
})

test.each([
  [
    'presence of an agent',
    `update agents set status = 'available', login_time = now() where employee_id = 'AG-001'`,
    0,
  ],
  ['the same values again', `update stations set name = name where station_number = '1'`, 0],
  ['a revision made up by hand', `update stations set revision = 99999 where station_number = '1'`, 0],
  ['a new name', `update agents set first_name = 'Estelle-Marie' where employee_id = 'AG-001'`, 1],
  ['a service switched off', `update service_types set is_active = false where code = 'CORRECTION'`, 1],
])('%s', async (_, statement, raised) => {
  const before = await catalogueHead()
  await database.begin(sql => sql.unsafe(statement))
  expect(await catalogueHead()).toBe(before + raised)
  expect(await changesAfter(before)).toHaveLength(raised)
})

test.each([
  ['rules of the queue', `update centers set queue_rules = '[{"version": 1}]'`, 1],
  ['the same rules again', `update centers set queue_rules = queue_rules`, 0],
  ['a measured day', `update centers set measured_days = '[{"day": "2026-03-02"}]'`, 1],
  ['the time of closing', `update centers set closes_at = '16:00'`, 1],
])('devices pull their center after a change of it: %s', async (_, statement, raised) => {
  const before = await catalogueHead()
  await database.begin(transaction => transaction.unsafe(statement))
  expect(await catalogueHead()).toBe(before + raised)
})

test('a catalogue row is switched off, never deleted', async () => {
  await expect(database.sql`delete from stations where station_number = '1'`).rejects.toMatchObject({ code: '23001' })
})

test.each(['I', 'O', 'Q', 'S', 'Z', 'a', '1'])('no service has the letter %s', async letter => {
  await expect(database.sql`update service_types set letter = ${letter} where code = 'RENEWAL'`).rejects.toMatchObject({
    code: '23514',
  })
})

test('[CAT-5] no center has a time zone that there is not, whoever writes it: one would stop the night work of all', async () => {
  const write = (zone: string) =>
    database.sql`update centers set time_zone = ${zone} where code = 'YDE1' returning time_zone as zone`
  await expect(write('Africa/Dschang')).rejects.toMatchObject({ code: '22023' })
  expect(await write('Africa/Douala')).toEqual([{ zone: 'Africa/Douala' }])
})
