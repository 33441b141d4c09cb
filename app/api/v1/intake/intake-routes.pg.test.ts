import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { inspect } from 'node:util'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { serverContext } from '@/app/api/context'
import { seedDemonstration } from '@/drizzle/seed'
import { sealVisitor } from '@/lib/client/intake-seal'
import { DeviceId, PreEnrollmentCode, type ServiceDay, type Surface, TicketId } from '@/lib/domain/ids'
import { complete, start } from '@/lib/domain/serve'
import { addDays } from '@/lib/domain/service-day'
import { openStation } from '@/lib/domain/station-acts'
import { groupedCode } from '@/lib/i18n/code-text'
import { type IntakeRow, RETENTION_DAYS } from '@/lib/protocol/intake'
import { deriveKeys } from '@/lib/server/keys'
import { readCenterKeys } from '@/lib/server/private/center-keys'
import { sealField } from '@/lib/server/private/citizens'
import { signToken } from '@/lib/server/sync-token'
import { newCenterKey, publicHalf } from '@/tests/support/center-key'
import {
  isSynced,
  KIOSK,
  type NodeDevice,
  openNodeDevice,
  postOf,
  TABLET,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { callNextOf } from '@/tests/support/scheduling'
import { CENTER } from '@/tests/support/signing'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { filesWith } from '@/tests/support/text-in-files'
import { POST as bringIntake } from './route'
import { GET as askCode } from './ticket/[ticket]/route'

// Outside of Next the package only throws.
vi.mock('server-only', () => ({}))

const SECRET = 'mXq1Zp8vT4rYb7KcWd2LhNf6JgSu9EaP'
const keys = deriveKeys(SECRET)

let db: TestDatabase
let sync: SyncStack
const devices: NodeDevice[] = []
/** Whatever a server of this test logged. */
const logged: string[] = []

beforeAll(async () => {
  db = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', db.url)
  vi.stubEnv('GUICHET_SECRET', SECRET)
  vi.stubEnv('PUBLIC_ORIGINS', 'https://guichet.example')
  for (const level of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(
      (...said) => void logged.push(said.map(each => inspect(each, { depth: 9 })).join(' ')),
    )
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.begin(async sql => sql`truncate citizens, citizen_tickets`)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  sync = await startSyncStack(db.database, 0, { log: pino({ level: 'debug' }, { write: line => logged.push(line) }) })
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await sync.close()
})
afterAll(async () => {
  vi.restoreAllMocks()
  serverContext().revocations.stop()
  await serverContext().database.close()
  vi.unstubAllEnvs()
  await db.drop()
})

const newCode = () => PreEnrollmentCode.parse(`CNI2025${String(randomInt(1_000_000)).padStart(6, '0')}`)

async function bearer(device: string, surface: Surface) {
  const token = await signToken(keys.token, { device: DeviceId.parse(device), center: CENTER, surface }, Date.now())
  return { authorization: `Bearer ${token}` }
}

async function bring(rows: readonly unknown[], device = KIOSK.device, surface: Surface = 'kiosk') {
  const init = { method: 'POST', headers: await bearer(device, surface), body: JSON.stringify({ rows }) }
  const response = await bringIntake(new Request('http://guichet.example/api/v1/intake', init))
  return { status: response.status, body: await response.json() }
}

async function ask(ticket: string, day: string, device = TABLET.device, surface: Surface = 'agent') {
  const url = `http://guichet.example/api/v1/intake/ticket/${ticket}?day=${day}`
  const request = new Request(url, { headers: await bearer(device, surface) })
  const response = await askCode(request, { params: Promise.resolve({ ticket }) })
  expect(response.headers.get('cache-control')).toBe(response.ok ? 'no-store' : null)
  const { code } = await response.json()
  return response.ok ? code : `${response.status} ${code}`
}

/** As a kiosk of the center seals it. */
async function sealed(code: PreEnrollmentCode, day: ServiceDay, ticket: string): Promise<IntakeRow> {
  const key = await serverContext().intakeKeys.of(CENTER, Date.now())
  if (!key) throw new Error('no key')
  const place = { center: CENTER, day, ticket: TicketId.parse(ticket) }
  return { day, ticket: place.ticket, sealed: await sealVisitor({ code, language: 'fr' }, place, key) }
}

async function open(options: Parameters<typeof openNodeDevice>[1]): Promise<NodeDevice> {
  const device = await openNodeDevice(sync, options)
  devices.push(device)
  await until(device, 'online', () => isSynced(device))
  return device
}

const countRows = async () => {
  const [row] = await db.database.sql<{ citizens: number; tickets: number }[]>`
    select (select count(*)::int from citizens) as citizens, (select count(*)::int from citizen_tickets) as tickets`
  return row
}

test('[PRIV-6] what a kiosk brings is stored, and again the same; a person who comes twice is one', async () => {
  const kiosk = await open(KIOSK)
  const { day } = kiosk.replica
  const code = newCode()
  const rows = await Promise.all(['A101', 'A102'].map(number => sealed(code, day, `${number}.kkkkkk`)))
  const another = await sealed(newCode(), day, 'A103.kkkkkk')
  expect(await bring([rows[0]])).toEqual({ status: 200, body: { refused: [] } })
  // Two requests at once, as after an answer that did not arrive.
  await Promise.all([bring([...rows, another]), bring([...rows, another])])
  expect(await countRows()).toEqual({ citizens: 2, tickets: 3 })
  const [row] = await db.database.sql`select purge_after::text as purge from citizens limit 1`
  expect(row?.purge).toBe(addDays(day, RETENTION_DAYS))
})

test('[PRIV-6] what cannot be stored is refused by name, the rest is stored, and an administrator can find out', async () => {
  const kiosk = await open(KIOSK)
  const { day } = kiosk.replica
  const good = await sealed(newCode(), day, 'A101.kkkkkk')
  const stranger = { center: CENTER, day, ticket: TicketId.parse('A102.kkkkkk') }
  const unknown = await sealVisitor({ code: newCode(), language: 'fr' }, stranger, publicHalf(newCenterKey('k9')))
  const long = await sealed(newCode(), addDays(day, -RETENTION_DAYS), 'A104.kkkkkk')
  const { body } = await bring([
    good,
    { day, ticket: 'A102.kkkkkk', sealed: unknown },
    { ...good, ticket: 'A103.kkkkkk' },
    await sealed(newCode(), day, 'A201.nnnnnn'),
    await sealed(newCode(), addDays(day, 2), 'A105.kkkkkk'),
    long,
  ])
  expect(body.refused.map((row: { ticket: string; code: string }) => `${row.ticket} ${row.code}`)).toEqual([
    'A102.kkkkkk cannot_open',
    'A103.kkkkkk cannot_open',
    'A201.nnnnnn not_yours',
    'A105.kkkkkk wrong_day',
  ])
  expect(await countRows()).toEqual({ citizens: 1, tickets: 1 })
  const entries = await db.database.sql`select subject_id, after from audit_entries where action = 'intake.refused'`
  expect(entries).toEqual([{ subject_id: 'kkkkkk', after: { code: 'cannot_open', day, ticket: 'A102.kkkkkk' } }])
})

test('[PRIV-6] a tablet or a stranger brings nothing, nor does a kiosk that sends too much', async () => {
  const row = await sealed(newCode(), (await open(KIOSK)).replica.day, 'A101.tttttt')
  const statuses = await Promise.all([bring([row], 'tttttt', 'agent'), bring([row], 'zzzzzz'), bring([])])
  expect(statuses.map(({ status }) => status)).toEqual([403, 401, 400])
  expect((await bring(Array(21).fill(row))).status).toBe(400)
  expect((await bring([{ ...row, sealed: 'x'.repeat(701) }])).status).toBe(400)
  expect(await countRows()).toEqual({ citizens: 0, tickets: 0 })
})

test('[PRIV-7] a tablet is told the code of the ticket at its own station, while it is there; each answer is in the audit', async () => {
  const [kiosk, tablet, other] = [
    await open(KIOSK),
    await open(TABLET),
    await open({ device: 'vvvvvv', surface: 'agent' }),
  ]
  const { day } = kiosk.replica
  const code = newCode()
  const ticket = `${await takeTicket(kiosk)}.kkkkkk`
  await until(tablet, 'seen', () => tablet.replica.queue.tickets.size === 1)
  const [post, others] = [postOf(tablet, 1, 1), postOf(other, 2, 2)]
  const say = async (device: NodeDevice, ...[decide]: Parameters<NodeDevice['replica']['act']>) => {
    expect(await device.replica.act(decide)).toMatchObject({ ok: true })
    await until(device, 'acknowledged', () => isSynced(device))
  }
  await say(tablet, () => openStation(post))
  await say(other, () => openStation(others))
  await bring([await sealed(code, day, ticket)])
  expect(await ask(ticket, day), 'it waits').toBe('403 not_allowed')

  await say(tablet, desk => callNextOf(desk, post))
  expect(await ask(ticket, day), 'called').toBe(code)
  expect(await ask(ticket, day, 'vvvvvv'), 'at another station').toBe('403 not_allowed')
  expect(await ask(ticket, day, 'kkkkkk', 'kiosk'), 'a kiosk').toBe('403 not_allowed')
  expect(await ask(ticket, addDays(day, -1)), 'of another day').toBe('403 not_allowed')
  await say(tablet, ({ queue }) => start(queue, post))
  expect(await ask(ticket, day), 'served').toBe(code)

  // The other tablet opens this station: neither has the ticket at a station of its own.
  await until(other, 'seen', () => other.replica.queue.openStations.size === 2)
  await say(other, () => openStation({ ...others, station: post.station }))
  for (const device of ['tttttt', 'vvvvvv'])
    expect(await ask(ticket, day, device), 'taken over').toBe('403 not_allowed')
  await until(tablet, 'seen', () => tablet.replica.queue.openStations.get(post.station)?.device === 'vvvvvv')
  await say(tablet, () => openStation(post))
  expect(await ask(ticket, day), 'taken back').toBe(code)
  await say(tablet, ({ queue }) => complete(queue, post))
  expect(await ask(ticket, day), 'completed').toBe('403 not_allowed')

  const second = `${await takeTicket(kiosk)}.kkkkkk`
  await until(tablet, 'seen', () => tablet.replica.queue.tickets.size === 2)
  await say(tablet, desk => callNextOf(desk, post))
  expect(await ask(second, day), 'nothing was brought').toBe('404 not_found')
  const many = await Promise.all(Array.from({ length: 30 }, () => ask(ticket, day, 'vvvvvv')))
  expect([...new Set(many)].sort()).toEqual(['403 not_allowed', '429 too_many_requests'])

  const read = await db.database
    .sql`select subject_kind, subject_id, after from audit_entries where action = 'intake.read'`
  expect(read).toEqual(
    Array(3).fill({ subject_kind: 'ticket', subject_id: `${day}/${ticket}`, after: { device: 'tttttt' } }),
  )
})

test('[PRIV-1] no file of Postgres and no log holds a code or a name, whatever was done with it', async () => {
  const [kiosk, tablet] = [await open(KIOSK), await open(TABLET)]
  const { day } = kiosk.replica
  const code = newCode()
  const ticket = `${await takeTicket(kiosk)}.kkkkkk`
  await until(tablet, 'seen', () => tablet.replica.queue.tickets.size === 1)
  const post = postOf(tablet, 1, 1)
  await tablet.replica.act(() => openStation(post))
  await tablet.replica.act(desk => callNextOf(desk, post))
  await until(tablet, 'acknowledged', () => isSynced(tablet))
  await bring([await sealed(code, day, ticket), { day, ticket: 'A199.kkkkkk', sealed: code }])
  expect(await ask(ticket, day)).toBe(code)

  const another = newCode()
  await failToStore(await sealed(another, day, 'A198.kkkkkk'))
  const name = `Ngono${randomInt(2 ** 40)}`
  await storeName(name)

  const spellings = [...[code, another].flatMap(each => [each.slice(3), groupedCode(each).slice(4)]), name]
  expect(await filesOfPostgres(spellings)).toEqual([])
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.filter(line => spellings.some(text => line.includes(text)))).toEqual([])
  // The control: what is written in clear is found, in the table's file or in the log of what was written.
  const planted = `CNI2024${randomInt(100_000, 1_000_000)}planted`
  await db.database.sql`insert into error_logs (error_type, error_message) values ('planted', ${planted})`
  expect(await filesOfPostgres([planted])).not.toEqual([])
})

/** A fault in the middle of it, told as Next tells what a route throws. */
async function failToStore(row: IntakeRow): Promise<void> {
  const { sql } = db.database
  await sql`alter table citizens add constraint never check (false) not valid`
  await bring([row]).catch(fault => logged.push(inspect(fault, { depth: 9 })))
  await sql`alter table citizens drop constraint never`
}

/** As it will be kept once IDCAM tells it. */
async function storeName(name: string): Promise<void> {
  const [row] = await db.database.sql<{ id: string }[]>`select id from citizens`
  const [key] = await readCenterKeys(db.database.sql, keys, CENTER)
  if (!row || !key) throw new Error('no citizen')
  await db.database.sql`update citizens set last_name_enc = ${sealField(key, row.id, 'last_name_enc', name)}`
}

/** What a table's file does not have yet stands in the log of what was written, from the commit on. */
async function filesOfPostgres(texts: readonly string[]): Promise<string[]> {
  const { sql } = db.database
  const [place] = await sql<{ folder: string; database: number }[]>`
    select current_setting('data_directory') as folder, oid as database from pg_database where datname = current_database()`
  const { folder, database } = place ?? { folder: '', database: 0 }
  return [join(folder, 'base', String(database)), join(folder, 'pg_wal')].flatMap(path => filesWith(path, texts))
}
