import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { AgentId, CenterId, DeviceId, ServiceId, StationId } from '@/lib/domain/ids'
import { UserId } from '@/lib/domain/person'
import { callOutOfOrder } from '@/lib/domain/serve'
import { serviceDayOf } from '@/lib/domain/service-day'
import { openStation } from '@/lib/domain/station-acts'
import type { ConsoleCommand } from '@/lib/protocol/console'
import { COMMANDS_PATH, sendCommand, tellSignedIn } from '@/lib/server/commands'
import { signInternal } from '@/lib/server/commands-token'
import { signToken } from '@/lib/server/sync-token'
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
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import type { Journal } from './journal'
import { postgresJournal } from './postgres-journal'

const CENTER = CenterId.parse(1)
const TODAY = serviceDayOf(Date.now(), 'Africa/Douala')
const SUPERVISOR = { center: CENTER, person: UserId.parse(7), agent: AgentId.parse(4) }

let db: TestDatabase
let server: SyncStack
const devices: NodeDevice[] = []

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
})
afterEach(async () => {
  for (const device of devices.splice(0)) device.stop()
  await server.close()
})
afterAll(() => db.drop())

async function open(options: Parameters<typeof openNodeDevice>[1]): Promise<NodeDevice> {
  const device = await openNodeDevice(server, options)
  devices.push(device)
  await until(device, 'in the room', () => isSynced(device))
  return device
}

const ports = () => ({
  database: db.database,
  keys: server.keys,
  environment: { syncInternalUrl: server.internalUrl },
  now: Date.now(),
})
const order = (command: ConsoleCommand, by: Parameters<typeof sendCommand>[1] = SUPERVISOR) =>
  sendCommand(ports(), by, command)

/** The server's own events of a type that are stored. */
const stored = (type: string) =>
  db.database.sql<{ actor: number | null; payload: object }[]>`
    select actor, payload from queue_event where device = 'server' and type = ${type} order by head`

test('[CMD-1] what a supervisor orders is stored when he is answered, and every device of the center sees it', async () => {
  const tablet = await open(TABLET)
  const service = ServiceId.parse(5)
  expect(await order({ kind: 'suspend_service', service })).toEqual({ ok: true, value: {} })
  expect(await stored('service.suspended.v1')).toEqual([{ actor: 4, payload: { service } }])
  await until(tablet, 'told', () => tablet.replica.queue.dayState.suspendedServices.has(service))
})

test('[CMD-1] a center to which no device is connected is commanded too, also by an administrator who is none of its staff', async () => {
  expect(await order({ kind: 'open_day' }, { ...SUPERVISOR, agent: null })).toMatchObject({ ok: true })
  expect(await stored('reception.opened.v1')).toEqual([{ actor: null, payload: {} }])
})

test('[CMD-2] what the queue does not allow is refused by its own rules, with what they know, and leaves nothing', async () => {
  const [kiosk, tablet] = [await open(KIOSK), await open(TABLET)]
  await takeTicket(kiosk)
  const post = postOf(tablet, 3, 1)
  await tablet.replica.act(() => openStation(post))
  await until(tablet, 'the ticket seen', () => tablet.replica.queue.tickets.size === 1)
  const [ticket] = [...tablet.replica.queue.tickets.values()]
  await tablet.replica.act(({ queue }) => callOutOfOrder(queue, post, ticket?.id ?? expect.fail(), 'supervisor'))
  await until(tablet, 'stored', () => isSynced(tablet))

  const refusal = { code: 'still_serving', stations: [StationId.parse(3)] }
  expect(await order({ kind: 'close_day', unserved: 'close' })).toEqual({
    ok: false,
    refusal: { code: 'refused', refusal },
  })
  expect(await stored('reception.closed.v1')).toEqual([])
})

test('[CMD-3] a request that comes twice is carried out once', async () => {
  const body = JSON.stringify({ id: crypto.randomUUID(), command: { kind: 'acknowledge_alert', alert: 'x' } })
  const both = await Promise.all([ask({ body }), ask({ body })])
  expect([...both, await ask({ body })]).toEqual([200, 200, 200])
  expect(await stored('alert.acknowledged.v1')).toHaveLength(1)
})

type Wish = {
  body?: string
  path?: string
  method?: string
  bearer?: string
  key?: Uint8Array
  at?: number
}

const BODY = JSON.stringify({ id: '00000000-0000-4000-8000-000000000000', command: { kind: 'open_day' } })

/** The status that a request to the internal endpoint is answered with. */
async function ask({ body = BODY, path = COMMANDS_PATH, method = 'POST', ...wish }: Wish): Promise<number> {
  const { key = server.keys.internal, at = Date.now() } = wish
  const bearer = wish.bearer ?? (await signInternal(key, { ...SUPERVISOR, day: TODAY }, body, at))
  const headers = { authorization: `Bearer ${bearer}` }
  const answer = await fetch(server.internalUrl + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
  return answer.status
}

test('[CMD-4] who has no fresh token of this installation, for this very body, is carried out nothing', async () => {
  const { keys } = server
  const otherBody = await signInternal(keys.internal, { ...SUPERVISOR, day: TODAY }, `${BODY} `, Date.now())
  const asDevice = { device: DeviceId.parse('tttttt'), center: CENTER, surface: 'agent' } as const
  expect({
    nobody: await ask({ bearer: '' }),
    'another key': await ask({ key: keys.token }),
    'the token of a device': await ask({ bearer: await signToken(keys.token, asDevice, Date.now()) }),
    'a token of another body': await ask({ bearer: otherBody }),
    'half a minute later': await ask({ at: Date.now() - 31_000 }),
    'no command': await ask({ body: JSON.stringify({ id: crypto.randomUUID(), command: { kind: 'drop' } }) }),
    'no JSON': await ask({ body: '{' }),
    'a long one': await ask({ body: 'x'.repeat(5_000) }),
    'another path': await ask({ path: '/internal/anything' }),
    'another method': await ask({ method: 'GET' }),
    'the port of devices': (await fetch(server.wsUrl.replace('ws', 'http').replace('/sync', COMMANDS_PATH))).status,
  }).toEqual({
    nobody: 401,
    'another key': 401,
    'the token of a device': 401,
    'a token of another body': 401,
    'half a minute later': 401,
    'no command': 400,
    'no JSON': 400,
    'a long one': 413,
    'another path': 404,
    'another method': 404,
    'the port of devices': 404,
  })
  expect(await stored('reception.opened.v1')).toEqual([])
})

const NOTHING = { ok: false, refusal: { code: 'unavailable', outcome: 'nothing' } }

test('[CMD-5] while the database is away it is told whether nothing was done; what was done is answered once it is stored', async () => {
  await server.close()
  const journal = postgresJournal(db.database)
  let isAway = false
  const away = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
  const append: Journal['append'] = (...batch) => (isAway ? away() : journal.append(...batch))
  server = await startSyncStack(db.database, 0, { journal: { ...journal, append } })
  const tablet = await open(TABLET)

  isAway = true
  const first = order({ kind: 'open_day' })
  await until(tablet, 'the outage told', () => tablet.link.status.get().rung === 'local')
  expect(await order({ kind: 'suspend_service', service: ServiceId.parse(5) })).toEqual(NOTHING)
  isAway = false
  expect(await first).toEqual({ ok: true, value: {} })
  expect(await stored('reception.opened.v1')).toHaveLength(1)
  expect(await stored('service.suspended.v1')).toEqual([])
})

test('[CMD-5] when the sync server dies before it has answered, nobody knows what was done', async () => {
  const dying = createServer(socket => socket.once('data', () => socket.destroy()))
  await new Promise<void>(resolve => dying.listen(0, '127.0.0.1', resolve))
  const address = dying.address()
  const port = typeof address === 'object' && address ? address.port : expect.fail()
  const dead = { ...ports(), environment: { syncInternalUrl: `http://127.0.0.1:${port}` } }
  const unknown = { ok: false, refusal: { code: 'unavailable', outcome: 'unknown' } }
  expect(await sendCommand(dead, SUPERVISOR, { kind: 'open_day' })).toEqual(unknown)
  await new Promise(resolve => dying.close(resolve))
})

test('[CMD-5] where no sync server listens, nothing was done', async () => {
  const gone = await startSyncStack(db.database)
  await gone.close()
  const nowhere = { ...ports(), environment: { syncInternalUrl: gone.internalUrl } }
  expect(await sendCommand(nowhere, SUPERVISOR, { kind: 'open_day' })).toEqual(NOTHING)
})

test('[CMD-6] who signs in on a tablet is known to everybody who holds the day', async () => {
  const kiosk = await open(KIOSK)
  const agent = AgentId.parse(2)
  const device = DeviceId.parse('tttttt')
  expect(await tellSignedIn(ports(), { center: CENTER, agent, device })).toEqual({ ok: true, value: {} })
  await until(kiosk, 'told', () => kiosk.replica.queue.dayState.signIns.get(agent)?.has(device) === true)
  // He signs in again after each outage: the day knows it.
  for (const on of [device, DeviceId.parse('vvvvvv'), device])
    await tellSignedIn(ports(), { center: CENTER, agent, device: on })
  const said = [device, 'vvvvvv'].map(on => ({ actor: 2, payload: { subject: 2, on } }))
  expect(await stored('staff.signed_in.v1')).toEqual(said)
})

test('[CMD-7] a member of staff who was made while the day runs counts within seconds, and no device has to reconnect', async () => {
  const tablet = await open(TABLET)
  const [row] = await db.database.sql<{ id: number }[]>`
    insert into agents (center_id, employee_id, first_name, last_name, role)
    values (1, ${`AG-${Date.now()}`}, 'Awa', 'Njoya', 'agent') returning id`
  const agent = AgentId.parse(row?.id)
  await until(tablet, 'on the roster', () => tablet.replica.queue.roster.staff.has(agent), 5_000)
})
