import { randomInt } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Queue } from '@/lib/domain/fold'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import { compareText } from '@/lib/domain/stamp'
import type { Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { verifyToken } from '@/lib/server/sync-token'
import { createGateway } from '@/sync-server/gateway'
import { type DocumentKey, postgresJournal } from '@/sync-server/journal'
import { entryRow } from '@/sync-server/queue-entry-row'
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

/** Where the rows of `queue_entries` differ from the fold; empty when they are equal (invariant I7). */
export async function projectionDrift(database: Database, queue: Queue): Promise<string[]> {
  const rows = await database.sql<{ center_id: number; service_day: string; ticket_id: string; row: object }[]>`
    select center_id, service_day, ticket_id, to_jsonb(q) as row from queue_entries q`
  const [first] = rows
  const stored = new Map(rows.map(({ ticket_id: id, row }) => [id, JSON.stringify(comparable(row))]))
  const folded = new Map(
    [...queue.tickets].map(([id, ticket]) => [
      String(id),
      JSON.stringify(comparable(entryRow(keyOf(first), 0, ticket))),
    ]),
  )
  return [...new Set([...stored.keys(), ...folded.keys()])]
    .filter(id => stored.get(id) !== folded.get(id))
    .map(id => `${id}: stored ${stored.get(id)} folded ${folded.get(id)}`)
}

/** Both sides in one notation: instants as milliseconds, and only what the fold knows. */
function comparable(row: object): unknown {
  const NOT_OF_THE_FOLD = [
    'head',
    'created_at',
    'updated_at',
    'citizen_id',
    'estimated_wait_time',
    'actual_wait_time',
    'notes',
  ]
  return Object.entries(row)
    .filter(([name]) => !NOT_OF_THE_FOLD.includes(name))
    .map(([name, value]) => [name, name.endsWith('_time') && value !== null ? Date.parse(String(value)) : value])
    .sort(([a], [b]) => compareText(String(a), String(b)))
}

function keyOf(row: { center_id: number; service_day: string } | undefined): DocumentKey {
  return { center: CenterId.parse(row?.center_id ?? 1), day: ServiceDay.parse(row?.service_day ?? '2000-01-01') }
}
