import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { seedDemonstration } from '@/drizzle/seed'
import { CenterId, DeviceId, type Surface } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@/lib/protocol/version'
import { signToken } from '@/lib/server/sync-token'
import {
  isSynced,
  KIOSK,
  type NodeDevice,
  ORIGIN,
  openNodeDevice,
  takeTicket,
  until,
} from '@/tests/support/node-device'
import { projectionDrift } from '@/tests/support/projection'
import { enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { syncStep2Frame, updateFrame } from './sync-frames'

let db: TestDatabase
let server: SyncStack
let kiosk: NodeDevice
const sockets: WebSocket[] = []

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
  kiosk = await openNodeDevice(server, KIOSK)
})
/** Whatever was sent, the honest kiosk goes on: its next ticket is issued, acknowledged and stored. */
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await takeTicket(kiosk)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  expect(await projectionDrift(db.database, kiosk.replica.queue)).toEqual([])
})
afterAll(async () => {
  kiosk.stop()
  await server.close()
  await db.drop()
})

type Knock = {
  device?: string
  surface?: Surface
  center?: number
  origin?: string
  token?: string
  path?: string
  issuedAt?: number
}

/** Knocks with a raw socket; resolves when it is open, or with the HTTP status it was refused with. */
async function knock(options: Knock = {}): Promise<WebSocket | number> {
  const { device = 'nnnnnn', surface = 'kiosk', center = 1, origin = ORIGIN, issuedAt = Date.now() } = options
  const claims = { device: DeviceId.parse(device), center: CenterId.parse(center), surface }
  const token = options.token ?? (await signToken(server.keys.token, claims, issuedAt))
  const path = options.path ?? `/1/${serviceDayOf(Date.now(), 'Africa/Douala')}`
  const socket = new WebSocket(server.wsUrl + path, [SYNC_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token], { origin })
  sockets.push(socket)
  return await new Promise(resolve => {
    socket.once('open', () => resolve(socket))
    socket.on('error', () => undefined)
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
  })
}

async function open(options: Knock = {}): Promise<WebSocket> {
  const answer = await knock(options)
  if (typeof answer === 'number') throw new Error(`refused with ${answer}`)
  return answer
}

const closeCode = (socket: WebSocket) => new Promise<number>(resolve => socket.once('close', resolve))

test.each<[string, Knock, number]>([
  ['a token that is none', { token: 'eyJhbGciOiJub25lIn0.e30.' }, 401],
  ['a token that is too old to connect with', { issuedAt: Date.now() - 120_000 }, 401],
  ['an origin that is not ours', { origin: 'https://example.org' }, 403],
  ["another center's token", { center: 2 }, 403],
  ['a path that is none', { path: '/../etc' }, 404],
  ['a day of the future', { path: '/1/2999-01-01' }, 404],
])('[SYNC-4] refused before the upgrade: %s', async (_what, options, status) => {
  expect(await knock(options)).toBe(status)
})

/** An update of a document that `change` was made to. */
function update(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

const logOf = (device: string) => (doc: Y.Doc) => doc.getArray(`e:${device}`)

test.each<[string, Uint8Array]>([
  ['a frame that is cut short', Uint8Array.of(0, 1, 255, 255)],
  ['an update that is cut short', updateFrame(update(doc => logOf('nnnnnn')(doc).push([[20]])).slice(0, 12))],
  ['another root', updateFrame(update(doc => doc.getMap('tickets').set('A101', 1)))],
  ['a nested type', updateFrame(update(doc => logOf('nnnnnn')(doc).push([new Y.Map()])))],
  [
    'a delete',
    updateFrame(
      update(doc => {
        logOf('nnnnnn')(doc).push([[20], [21]])
        logOf('nnnnnn')(doc).delete(0, 1)
      }),
    ),
  ],
  ['a text that is too long', updateFrame(update(doc => logOf('nnnnnn')(doc).push([['x'.repeat(1000)]])))],
  ['a large frame before the first sync', updateFrame(new Uint8Array(100_000))],
])('[GUARD-1] closes the connection and nothing else: %s', async (_what, frame) => {
  const socket = await open()
  const closed = closeCode(socket)
  socket.send(frame)
  expect(await closed).toBe(CLOSE.violation)
})

test('[GUARD-2] events in the log of another device are left out, and cost the sender nothing', async () => {
  const socket = await open()
  const forged = update(doc => logOf('kkkkkk')(doc).push([[20, 1, 1, 0, 0, null, 'A199', null, 5, 5, 'fr', null]]))
  socket.send(syncStep2Frame(forged))
  socket.send(updateFrame(update(doc => logOf('nnnnnn')(doc).push([[99]]))))
  await acknowledgement(socket)
  expect([...kiosk.replica.queue.tickets.values()].map(ticket => ticket.number)).not.toContain('A199')
  expect(await db.database.sql`select 1 from queue_event where ticket_id like 'A199%'`).toEqual([])
})

test('[ROLE-2] a display that writes is sent away', async () => {
  const socket = await open({ device: 'dddddd', surface: 'display' })
  const closed = closeCode(socket)
  socket.send(updateFrame(update(doc => logOf('dddddd')(doc).push([[30]]))))
  expect(await closed).toBe(CLOSE.violation)
})

/** Resolves at the first ACK frame (type 120). */
function acknowledgement(socket: WebSocket): Promise<void> {
  return new Promise(resolve => {
    socket.on('message', data => {
      if (Buffer.isBuffer(data) && data[0] === 120) resolve()
    })
  })
}
