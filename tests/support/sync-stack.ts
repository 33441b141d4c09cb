import { randomInt } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { verifyToken } from '@/lib/server/sync-token'
import { createGateway } from '@/sync-server/gateway'
import { type DocumentKey, postgresJournal } from '@/sync-server/journal'
import { Rooms } from '@/sync-server/rooms'
import { readRoster } from '@/sync-server/roster'
import { ORIGIN, type ServerAddress } from './node-device'

export type SyncStack = ServerAddress & { close(): Promise<void> }

/** The sync server in this process, wired as `sync-server/main.ts` does, on a port of its own. */
export async function startSyncStack(database: Database, port = 0): Promise<SyncStack> {
  const clock = { now: () => Date.now() }
  const keys = deriveKeys('a secret of the tests, of no use elsewhere')
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const session = { boot: clock.now() * 256 + randomInt(256), clientId: () => 1 + randomInt(2 ** 48 - 1), clock }
  const roster = ({ center }: DocumentKey) => readRoster(database, center)
  const rooms = new Rooms({ journal: postgresJournal(database), roster, session, clock, log })
  const verify = (token: string) => verifyToken(keys.token, token, clock.now())
  const server = createGateway({ rooms, clock, log, allowedOrigins: [ORIGIN], verify })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  const address = server.address() as AddressInfo
  return {
    wsUrl: `ws://127.0.0.1:${address.port}/sync`,
    keys,
    close: async () => {
      await rooms.close()
      await new Promise(resolve => server.close(resolve))
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
      values (${id}, 1, ${surface}, ${id}, ${digit}, '{}') on conflict do nothing`
  }
}

export async function emptyTheDay(sql: TransactionSql): Promise<void> {
  await sql`truncate sync_doc, sync_update, sync_client, queue_event, queue_entries`
}
