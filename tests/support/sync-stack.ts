import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Clock } from '@/lib/replica/ports'
import type { Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { Revocations } from '@/lib/server/revocations'
import { serverSealKey } from '@/lib/server/server-seal'
import { verifyToken } from '@/lib/server/sync-token'
import { DeviceHealths } from '@/sync-server/device-health'
import { createGateway } from '@/sync-server/gateway'
import type { DocumentKey, Journal } from '@/sync-server/journal'
import { postgresJournal } from '@/sync-server/postgres-journal'
import { Rooms } from '@/sync-server/rooms'
import { readRoster } from '@/sync-server/roster'
import { serverSession } from '@/sync-server/server-session'
import { WaitingBytes } from '@/sync-server/store'
import { ORIGIN, type ServerAddress } from './node-device'
import { keyOf } from './signing'

export const SECRET = 'a secret of the tests, of no use elsewhere'

export type SyncStack = ServerAddress & {
  beat(): Promise<void>
  writeHealth(): Promise<void>
  close(): Promise<void>
}

/** What a test may replace: where the server stores, how much may wait for that, and what time it is. */
export type StackParts = { readonly journal?: Journal; readonly waiting?: WaitingBytes; readonly clock?: Clock }

/** The sync server in this process, wired as `sync-server/main.ts` does, on a port of its own. */
export async function startSyncStack(database: Database, port = 0, parts: StackParts = {}): Promise<SyncStack> {
  const { journal = postgresJournal(database), waiting = new WaitingBytes() } = parts
  const { clock = { now: () => Date.now() } } = parts
  const keys = deriveKeys(SECRET)
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const sealKey = serverSealKey(SECRET)
  const session = serverSession(clock, sealKey)
  const roster = ({ center }: DocumentKey) => readRoster(database, center)
  const rooms = new Rooms({ journal, roster, session, serverKey: sealKey.publicKey, clock, log }, waiting)
  const verify = (token: string) => verifyToken(keys.token, token, clock.now())
  const revocations = new Revocations({
    database,
    onRevoked: device => void rooms.expel(device),
    onOutage: () => undefined,
  })
  const healths = new DeviceHealths({ database, clock, log })
  const server = createGateway({ rooms, clock, log, allowedOrigins: [ORIGIN], verify, revocations, healths })
  await revocations.start()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  const address = server.address() as AddressInfo
  return {
    wsUrl: `ws://127.0.0.1:${address.port}/sync`,
    keys,
    clock,
    beat: () => rooms.beat(),
    writeHealth: () => healths.write(),
    close: async () => {
      revocations.stop()
      healths.stop()
      await rooms.close()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const NODE_DEVICES = [
  ['kkkkkk', 'kiosk', 1],
  ['nnnnnn', 'kiosk', 2],
  ['tttttt', 'agent', null],
  ['vvvvvv', 'agent', null],
  ['dddddd', 'display', null],
] as const

/** Two kiosks, two tablets and a display, known as enrollment would make them known. */
export async function enrollNodeDevices(database: Database): Promise<void> {
  for (const [id, surface, digit] of NODE_DEVICES) {
    await database.sql`
      insert into devices (id, center_id, surface, label, issuer_digit, public_key)
      values (${id}, 1, ${surface}, ${id}, ${digit}, ${JSON.stringify(keyOf(id).publicJwk)}::text::jsonb) on conflict do nothing`
  }
}

export async function emptyTheDay(sql: TransactionSql): Promise<void> {
  await sql`truncate sync_doc, sync_update, sync_snapshot, sync_client, sync_seal, queue_event, queue_alert, queue_entries`
}
