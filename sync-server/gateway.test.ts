import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { deriveKeys } from '@/lib/server/keys'
import { verifyToken } from '@/lib/server/sync-token'
import { knock } from '@/tests/support/knock'
import { ORIGIN } from '@/tests/support/node-device'
import { RawWebSocket } from '@/tests/support/raw-web-socket'
import { CALLERS_MAX, createGateway, type GatewayPorts, UPGRADES_MAX } from './gateway'

const keys = deriveKeys('a secret of the tests, of no use elsewhere')
const clock = { now: () => Date.now() }
const never = () => new Promise<never>(() => undefined)
const sockets: RawWebSocket[] = []
let server: Server

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

/** A gateway whose rooms never open, unless told otherwise. */
async function open(ports: Partial<GatewayPorts> = {}) {
  server = createGateway({
    clock,
    log: pino({ level: 'silent' }),
    allowedOrigins: [ORIGIN],
    verify: token => verifyToken(keys.token, token, clock.now()),
    revocations: { isKnown: true, has: () => false },
    rooms: { enter: never, beat: () => Promise.resolve() },
    ...ports,
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo
  const ask = async (device = 'kkkkkk') => {
    const answer = await knock({ wsUrl: `ws://127.0.0.1:${port}/sync`, keys }, { device })
    sockets.push(answer.socket)
    return answer
  }
  return { port, ask }
}

test('[ACCESS-6] past a thousand upgrades under way, those who would only wait are told when to come back', async () => {
  const { ask } = await open()
  const deviceOf = (index: number) => `d${String(Math.floor(index / 30)).padStart(5, '0')}`
  const waiting = await Promise.all(Array.from({ length: UPGRADES_MAX }, (_, index) => ask(deviceOf(index))))
  expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set([101]))
  const late = await ask('zzzzzz')
  expect(late.status).toBe(503)
  await late.socket.until(() => false)
  expect(late.socket.head).toMatch(/\r\nRetry-After: [1-9]/)
}, 60_000)

test('[ACCESS-2] before it is known who is revoked, nobody is let in', async () => {
  let isKnown = false
  const revocations = {
    get isKnown() {
      return isKnown
    },
    has: () => false,
  }
  const { ask } = await open({ revocations })
  expect((await ask()).status).toBe(503)
  isKnown = true
  expect((await ask()).status).toBe(101)
})

test('[ACCESS-11] more callers than may wait do not keep an honest device out; the first of them is gone', async () => {
  const { port, ask } = await open()
  const idle = Array.from({ length: CALLERS_MAX + 50 }, () => RawWebSocket.connect(port))
  sockets.push(...idle)
  await Promise.all(idle.slice(0, 50).map(socket => socket.until(() => false)))
  expect((await ask()).status).toBe(101)
  const alive = await fetch(`http://127.0.0.1:${port}/health/live`)
  expect(alive.status).toBe(200)
}, 60_000)
