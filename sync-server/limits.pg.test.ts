import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { seedDemonstration } from '@/drizzle/seed'
import { CLOSE } from '@/lib/protocol/sync-messages'
import { type Answer, type Knock, knock } from '@/tests/support/knock'
import { isSynced, KIOSK, type NodeDevice, openNodeDevice, takeTicket, until } from '@/tests/support/node-device'
import type { RawWebSocket } from '@/tests/support/raw-web-socket'
import { emptyTheDay, enrollNodeDevices, type SyncStack, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { UNSENT_BYTES_MAX } from './connection'
import { syncStep1Frame, updateFrame } from './sync-frames'

/** On two busy cores; a ticket alone takes some tens of milliseconds. */
const HONEST_MS_MAX = 3_000
/** Five seconds for the headers, one until the next look, and some for a busy machine. */
const SHOWN_OUT_MS_MAX = 9_000

let db: TestDatabase
let server: SyncStack
let kiosk: NodeDevice
const sockets: (RawWebSocket | Socket)[] = []

beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  await db.database.begin(emptyTheDay)
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
  server = await startSyncStack(db.database)
  kiosk = await openNodeDevice(server, KIOSK)
  await until(kiosk, 'online', () => isSynced(kiosk))
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  kiosk.stop()
  await server.close()
})
afterAll(() => db.drop())

/** The honest kiosk was never hung up on, and its next ticket is stored as soon as ever. */
async function expectHonestKiosk(): Promise<void> {
  const since = performance.now()
  await takeTicket(kiosk)
  await until(kiosk, 'acknowledged', () => isSynced(kiosk))
  expect(performance.now() - since).toBeLessThan(HONEST_MS_MAX)
  expect(kiosk.link.halt.get()).toBeNull()
}

async function ask(options: Knock = {}): Promise<Answer> {
  const answer = await knock(server, options)
  sockets.push(answer.socket)
  return answer
}

/** Opens a plain TCP connection to the server and says this much. */
function call(words: string): { readonly socket: Socket; readonly gone: Promise<void> } {
  const socket = connect(Number(new URL(server.wsUrl).port), '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.resume()
  if (words) socket.write(words)
  return { socket, gone: new Promise(resolve => socket.once('close', () => resolve())) }
}

const NOISE = Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 167) % 256)).toString('latin1')

test.each<[string, number, (index: number) => string]>([
  ['say nothing', 300, () => ''],
  ['never end their headers', 100, index => `GET /sync/1/2026-03-02 HTTP/1.1\r\nHost: x\r\nX-${index}: `],
  ['talk nonsense', 100, () => NOISE],
  ['send headers without end', 20, () => `GET / HTTP/1.1\r\n${'X-A: b\r\n'.repeat(20_000)}`],
  [
    'promise a body that never comes',
    100,
    () => 'POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n',
  ],
  [
    'ask for an upgrade without any right',
    100,
    () => 'GET /sync/1/2026-03-02 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  ],
])('[ACCESS-11] callers that %s are shown out, and cost an honest device nothing', async (_what, count, words) => {
  const since = performance.now()
  const callers = Array.from({ length: count }, (_, index) => call(words(index)))
  await expectHonestKiosk()
  await Promise.all(callers.map(caller => caller.gone))
  expect(performance.now() - since).toBeLessThan(SHOWN_OUT_MS_MAX)
  await expectHonestKiosk()
})

test('[ACCESS-11] headers that come a letter at a time are not waited for', async () => {
  const since = performance.now()
  const { socket, gone } = call('GET /sync/1/2026-03-02 HTTP/1.1\r\nX: ')
  const dripping = setInterval(() => socket.write('y'), 100)
  try {
    await gone
  } finally {
    clearInterval(dripping)
  }
  expect(performance.now() - since).toBeLessThan(SHOWN_OUT_MS_MAX)
})

test('[ACCESS-11] two hundred wrong tokens at once cost an honest device nothing', async () => {
  const answers = Promise.all(Array.from({ length: 200 }, (_, index) => ask({ token: `${index}.forged.token` })))
  await expectHonestKiosk()
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([401]))
})

/** Frames of one device that fill its log, one event each, of a type that nobody knows yet. */
function eventsOf(device: string, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', update => frames.push(updateFrame(update)))
  for (let seq = 1; seq <= count; seq++) doc.getArray(`e:${device}`).push([[99, 1, seq, 0, 0, 1]])
  return frames
}

test('[ACCESS-12] who floods waits on his own socket: the honest kiosk is served meanwhile, and all of both is stored', async () => {
  // More than may wait in a room: were they to wait there, the kiosk would be sent away with the flooder.
  const count = 10_500
  const { socket } = await ask({ device: 'tttttt', surface: 'agent' })
  socket.send(syncStep1Frame(new Y.Doc()), ...eventsOf('tttttt', count))
  for (let ticket = 0; ticket < 5; ticket++) await expectHonestKiosk()

  await socket.until(() => lastClockOf(socket) >= count)
  expect(socket.closeCode).toBeNull()
  await expectHonestKiosk()
}, 120_000)

/** The clock that the last ACK gave the only client of this socket; 0 without one. ACK: type, n, client, clock. */
function lastClockOf(socket: RawWebSocket): number {
  const ack = socket.messages.findLast(message => message[0] === 120)
  if (!ack) return 0
  let at = 2
  const readVarUint = () => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = ack[at++] ?? 0
      value += (byte & 127) * shift
      if (byte < 128) return value
    }
  }
  readVarUint()
  return readVarUint()
}

test.each<[string, () => Uint8Array]>([
  ['questions', () => syncStep1Frame(new Y.Doc())],
  ['beats', () => Uint8Array.of(122, 1, 1)],
  ['tokens', () => Uint8Array.of(125, 1, 65)],
  ['frames of no known type', () => Uint8Array.of(99)],
])('[ACCESS-12] a thousand %s at once end the connection, and harm nobody', async (_what, frame) => {
  const { socket } = await ask({ device: 'tttttt', surface: 'agent' })
  socket.send(...Array.from({ length: 1_000 }, frame))
  await expectHonestKiosk()
  await socket.until(() => socket.closeCode !== null)
  expect([CLOSE.overload, CLOSE.token]).toContain(socket.closeCode)
})

test('[ACCESS-13] who does not read is cut off at 4 MiB; memory stays bounded and the others are served', async () => {
  const words = Array.from({ length: 20 }, () => 'x'.repeat(60))
  const doc = new Y.Doc()
  doc.getArray('e:vvvvvv').push(Array.from({ length: 800 }, (_, index) => [99, 1, index + 1, 0, 0, null, ...words]))
  const { socket: writer } = await ask({ device: 'vvvvvv', surface: 'agent' })
  writer.send(syncStep1Frame(new Y.Doc()))
  await writer.until(() => writer.messages.length > 2)
  writer.send(updateFrame(Y.encodeStateAsUpdate(doc)))
  await writer.until(() => lastClockOf(writer) >= 800)
  const dayBytes = Y.encodeStateAsUpdate(doc).length
  expect(dayBytes).toBeGreaterThan(900_000)

  const { socket: reader } = await ask({ device: 'tttttt', surface: 'agent' })
  reader.socket.pause()
  const before = process.memoryUsage().rss
  for (let question = 0; question < 19; question++) reader.send(syncStep1Frame(new Y.Doc()))
  for (let ticket = 0; ticket < 5; ticket++) await expectHonestKiosk()
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)

  reader.socket.resume()
  await reader.until(() => false)
  expect(reader.closeCode).toBe(CLOSE.slowConsumer)
  // What lay in the buffers of the kernel had been sent before, so it may come on top.
  expect(reader.receivedBytes).toBeLessThan(UNSENT_BYTES_MAX + 8 * 1024 * 1024)
  expect(reader.receivedBytes).toBeLessThan(19 * dayBytes)
})
