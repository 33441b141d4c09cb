import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seedDemonstration } from '@/drizzle/seed'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import { decoderOf, MESSAGE_ACK, readAck } from '@/lib/protocol/sync-messages'
import { deriveKeys } from '@/lib/server/keys'
import { signToken, verifyToken } from '@/lib/server/sync-token'
import * as today from '@/tests/compatibility/client-entry'
import type { FrozenClient, FrozenDevice, FrozenDeviceOptions } from '@/tests/compatibility/frozen'
import { frozenVersions } from '@/tests/compatibility/programs'
import { knock } from '@/tests/support/knock'
import { ORIGIN, type ServerAddress } from '@/tests/support/node-device'
import { rawUpdate } from '@/tests/support/raw-update'
import { keyOf, signerOf } from '@/tests/support/signing'
import { emptyTheDay, enrollNodeDevices, startSyncStack } from '@/tests/support/sync-stack'
import { openTestDatabase, type TestDatabase } from '@/tests/support/test-database'
import { updateFrame } from './sync-frames'

type Server = ServerAddress & { close(): Promise<void> }
type ServerProgram = { readonly name: string; start(): Promise<Server> }

const KEYS = deriveKeys('the secret of servers of any version')
const DEVICES = [
  { id: 'kkkkkk', surface: 'kiosk', issuerDigit: 1 },
  { id: 'nnnnnn', surface: 'kiosk', issuerDigit: 2 },
  { id: 'tttttt', surface: 'agent', issuerDigit: null },
  { id: 'vvvvvv', surface: 'agent', issuerDigit: null },
  { id: 'dddddd', surface: 'display', issuerDigit: null },
] as const
const UNSEALED_MAX = 32

const versions = await frozenVersions()
let db: TestDatabase
let server: Server
const open: FrozenDevice[] = []

beforeAll(async () => {
  db = await openTestDatabase()
  await db.database.begin(seedDemonstration)
  await enrollNodeDevices(db.database)
})
afterEach(async () => {
  for (const device of open.splice(0)) device.stop()
  await server.close()
  await db.database.begin(emptyTheDay)
})
afterAll(() => db.drop())

const TODAYS_SERVER: ServerProgram = { name: 'today’s server', start: () => startSyncStack(db.database) }

function frozenServer({ version, server: program }: (typeof versions)[number]): ServerProgram {
  const memory = program.newMemory()
  const devices = DEVICES.map(device => ({ ...device, publicKey: keyOf(device.id).publicJwk }))
  const verify = (token: string) => verifyToken(KEYS.token, token, Date.now())
  const start = async () => ({
    keys: KEYS,
    ...(await program.startServer({ memory, origin: ORIGIN, devices, verify })),
  })
  return { name: `the server of version ${version}`, start }
}

async function device(client: FrozenClient, id: string, disk = client.newDisk()): Promise<FrozenDevice> {
  const known = DEVICES.find(one => one.id === id)
  if (!known) throw new Error(`no such device: ${id}`)
  const { surface, issuerDigit } = known
  const options = { device: id, surface, issuerDigit, disk, origin: ORIGIN, wsUrl: () => server.wsUrl } as const
  // reason: the parsers of ids are of this tree, and the table above has only ids
  const claims = { device: id, center: 1, surface } as unknown as Parameters<typeof signToken>[1]
  const ports: FrozenDeviceOptions = {
    ...options,
    token: () => signToken(server.keys.token, claims, Date.now()),
    sign: signerOf(id).sign,
  }
  const opened = await client.openDevice(ports)
  open.push(opened)
  return opened
}

/** Everybody is online, has everything acknowledged, and holds the same elements; rejects when it does not come to that. */
async function agree(what: string, ms = 20_000): Promise<void> {
  const isSettled = () => {
    const [first, ...others] = open
    const elements = first?.elements().join('\n')
    return (
      open.every(one => one.status().rung === 'online' && one.status().pendingCount === 0) &&
      others.every(one => one.elements().join('\n') === elements)
    )
  }
  await until(what, isSettled, ms)
  const [first, ...others] = open
  for (const other of others) expect([what, other.tickets()]).toEqual([what, first?.tickets()])
}

async function until(what: string, holds: () => boolean, ms = 20_000): Promise<void> {
  if (holds()) return
  await new Promise<void>((resolve, reject) => {
    const states = () => JSON.stringify(open.map(one => [one.status(), one.elements().length]))
    const timer = setTimeout(() => finish(() => reject(new Error(`not in ${ms} ms: ${what}: ${states()}`))), ms)
    const stops = open.map(one => one.subscribe(() => holds() && finish(resolve)))
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      settle()
    }
  })
}

/**
 * A tablet with a program of the years to come: an event of a type that nobody knows yet, one that is no tuple of ours
 * at all, and a call of the first ticket with more fields than today's.
 */
async function newerProgram(call: readonly (string | number | null)[]): Promise<void> {
  const { status, socket } = await knock(server, { device: 'vvvvvv', surface: 'agent' })
  expect(status).toBe(101)
  const values = [
    [240, 1, 1, 0, 0, null, 'what comes', 2.5],
    ['a new envelope', 2],
    [...call, 'more', 7],
  ]
  socket.send(
    updateFrame(rawUpdate([{ client: 77, clock: 0, structs: [{ kind: 'values', values, parent: 'e:vvvvvv' }] }])),
  )
  const isAcked = () =>
    socket.messages.some(message => {
      const { type, decoder } = decoderOf(message)
      return type === MESSAGE_ACK && readAck(decoder).clocks.get(77) === values.length
    })
  await socket.until(isAcked)
  expect(isAcked()).toBe(true)
  socket.destroy()
}

/** The call of `A101` by agent 1 at station 1, based on its check-in, which every device holds; why, it does not say. */
function callOfFirst(): (string | number | null)[] {
  const checkIn = open[0]?.elements().find(element => element.includes('"A101"'))
  const [, boot, seq, ms] = JSON.parse(checkIn?.slice(checkIn.indexOf('[')) ?? '[]')
  const { code, fields } = EVENT_LAYOUTS['ticket.called.v1']
  const why = fields.slice(1).map(() => null)
  return [code, 1, 3, Number(ms) + 1, 0, 1, 'A101.kkkkkk', `kkkkkk.${boot}.${seq}`, 1, ...why]
}

describe.each(versions)('version $version', frozen => {
  const pairs: readonly [string, ServerProgram, FrozenClient, FrozenClient][] = [
    ['its devices and today’s at today’s server', TODAYS_SERVER, frozen.client, today],
    ['today’s devices and its own at its server', frozenServer(frozen), today, frozen.client],
  ]
  test.each(pairs)('[CODEC-8] %s: all agree, keep what they do not know, and are acknowledged', async (_, at, a, b) => {
    server = await at.start()
    const disks = [a.newDisk(), b.newDisk()] as const
    const left = await device(a, 'kkkkkk', disks[0])
    const right = await device(b, 'nnnnnn', disks[1])
    for (const [client, id] of [
      [a, 'tttttt'],
      [b, 'dddddd'],
    ] as const)
      await device(client, id)
    expect([await left.takeTicket(), await right.takeTicket()]).toEqual(['A101', 'A201'])
    await agree('the first tickets')

    await newerProgram(callOfFirst())
    await until('the newer program is heard', () =>
      open.every(one => one.elements().length > 0 && one.tickets().includes('A101 called')),
    )
    for (const one of open) {
      expect(one.elements()).toContain('e:vvvvvv [240,1,1,0,0,null,"what comes",2.5]')
      expect(one.elements()).toContain('e:vvvvvv ["a new envelope",2]')
    }

    for (let count = 0; count < UNSEALED_MAX; count++) for (const kiosk of [left, right]) await kiosk.takeTicket()
    const isSealed = (one: FrozenDevice) => one.elements().some(element => /^e:(kkkkkk|nnnnnn) \[6,/.test(element))
    for (const one of open) await one.tend()
    await until('today’s kiosk has sealed its log', () => open.every(isSealed))
    await agree('a log that is sealed')

    await server.close()
    await until('cut off', () => open.every(one => one.status().rung === 'offline'))
    await left.takeTicket()
    await right.takeTicket()
    right.stop()
    open.splice(open.indexOf(right), 1)
    server = await at.start()
    const again = await device(b, 'nnnnnn', disks[1])
    await agree('after a cut, and a restart of one of them')
    await again.takeTicket()
    await agree('and on')
    expect(again.tickets()).toHaveLength(2 * UNSEALED_MAX + 5)
  })
})

test.each(versions)(
  '[SEAL-2] a display of version $version, which knows no seals, brings a sealed log back to an emptied server',
  async frozen => {
    server = await TODAYS_SERVER.start()
    const display = await device(frozen.client, 'dddddd')
    const kiosk = await device(today, 'kkkkkk')
    for (let count = 0; count < UNSEALED_MAX; count++) await kiosk.takeTicket()
    const sealed = () => display.elements().filter(element => /^e:kkkkkk \[(20|6),/.test(element)).length
    await kiosk.tend()
    await until('sealed', () => sealed() === UNSEALED_MAX + 1)
    await agree('sealed')
    kiosk.stop()
    open.splice(open.indexOf(kiosk), 1)
    await server.close()
    await db.database.begin(emptyTheDay)

    server = await TODAYS_SERVER.start()
    const fresh = await device(today, 'vvvvvv')
    await until('a fresh tablet knows every ticket', () => fresh.tickets().length === UNSEALED_MAX)
  },
)

test.each(versions)('[CODEC-8] a tablet of version $version reads a beat that says who is absent', async frozen => {
  const stack = await startSyncStack(db.database)
  server = stack
  const tablet = await device(frozen.client, 'tttttt')
  const leaves = await device(today, 'vvvvvv')
  await agree('both are here')
  leaves.stop()
  open.splice(open.indexOf(leaves), 1)
  for (let beats = 0; beats < 3; beats++) await stack.beat()
  const kiosk = await device(today, 'kkkkkk')
  await kiosk.takeTicket()
  await agree('a ticket after the beats')
  expect(tablet.tickets()).toEqual(['A101 waiting'])
})

test('[CODEC-8] there is a frozen program of every version that is served', () => {
  expect(versions.map(({ version }) => version)).toContain(1)
})
