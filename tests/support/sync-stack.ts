import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino, { type Logger } from 'pino'
import type { CenterId } from '@/lib/domain/ids'
import type { Clock } from '@/lib/replica/ports'
import { readCatalogue } from '@/lib/server/catalogue'
import { verifyInternal } from '@/lib/server/commands-token'
import type { Database } from '@/lib/server/database'
import { deriveKeys } from '@/lib/server/keys'
import type { TransactionSql } from '@/lib/server/postgres-client'
import { Revocations } from '@/lib/server/revocations'
import { serverSealKey } from '@/lib/server/server-seal'
import { verifyToken } from '@/lib/server/sync-token'
import { CatalogueWatch } from '@/sync-server/catalogue-watch'
import { CommandDesk } from '@/sync-server/command-desk'
import { DayKeeper } from '@/sync-server/day-keeper'
import { DeviceHealths } from '@/sync-server/device-health'
import { createGateway } from '@/sync-server/gateway'
import { createInternalServer } from '@/sync-server/internal-server'
import type { DocumentKey, Journal } from '@/sync-server/journal'
import { postgresJournal } from '@/sync-server/postgres-journal'
import type { Room } from '@/sync-server/room'
import { Rooms } from '@/sync-server/rooms'
import { readRoster } from '@/sync-server/roster'
import { serverSession } from '@/sync-server/server-session'
import { WaitingBytes } from '@/sync-server/store'
import { TicketTeller } from '@/sync-server/ticket-teller'
import { ORIGIN, type ServerAddress } from './node-device'
import { keyOf } from './signing'

export const SECRET = 'a secret of the tests, of no use elsewhere'

export type SyncStack = ServerAddress & {
  beat(): Promise<void>
  writeHealth(): Promise<void>
  /** Where the web app tells it things, as `SYNC_INTERNAL_URL` says it. */
  readonly internalUrl: string
  /** The server looks after its days, as it does every ten minutes. */
  lookAfterDays(): Promise<void>
  close(): Promise<void>
}

/** What a test may replace: where the server stores, how much may wait for that, what time it is, the installation's secret, and where it logs. */
export type StackParts = {
  readonly journal?: Journal
  readonly waiting?: WaitingBytes
  readonly clock?: Clock
  readonly secret?: string
  readonly log?: Logger
}

/** The sync server in this process, wired as `sync-server/main.ts` does, on a port of its own. */
export async function startSyncStack(database: Database, port = 0, parts: StackParts = {}): Promise<SyncStack> {
  const { journal = postgresJournal(database), waiting = new WaitingBytes() } = parts
  const { clock = { now: () => Date.now() }, secret = SECRET } = parts
  const keys = deriveKeys(secret)
  const log = parts.log ?? pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const sealKey = serverSealKey(secret)
  const session = serverSession(clock, sealKey)
  const roster = ({ center }: DocumentKey) => readRoster(database, center)
  const catalogue = (center: CenterId) => database.begin(sql => readCatalogue(sql, center))
  const days = { opened: (room: Room) => keeper.opened(room), cameLate: (room: Room) => keeper.cameLate(room) }
  const rooms = new Rooms({ journal, roster, session, serverKey: sealKey.publicKey, clock, log, days }, waiting)
  const keeper = new DayKeeper({ database, rooms, catalogue, clock, log })
  const desk = new CommandDesk({ rooms, catalogue, days: keeper, log })
  const verifyBody = (token: string, body: string) => verifyInternal(keys.internal, token, body, clock.now())
  const internal = createInternalServer({
    desk,
    teller: new TicketTeller({ rooms, catalogue, clock }),
    log,
    verify: verifyBody,
  })
  const catalogueWatch = new CatalogueWatch({ database, rooms, log })
  const verify = (token: string) => verifyToken(keys.token, token, clock.now())
  const revocations = new Revocations({
    database,
    onRevoked: device => void rooms.expel(device),
    onOutage: () => undefined,
  })
  const healths = new DeviceHealths({ database, clock, log })
  const server = createGateway({ rooms, clock, log, allowedOrigins: [ORIGIN], verify, revocations, healths })
  await revocations.start()
  void catalogueWatch.start()
  const wsPort = await listening(server, port)
  const internalPort = await listening(internal, 0)
  return {
    wsUrl: `ws://127.0.0.1:${wsPort}/sync`,
    internalUrl: `http://127.0.0.1:${internalPort}`,
    keys,
    clock,
    beat: () => rooms.beat(),
    writeHealth: () => healths.write(),
    lookAfterDays: async () => {
      keeper.look()
      await keeper.settled()
    },
    close: async () => {
      revocations.stop()
      catalogueWatch.stop()
      keeper.stop()
      healths.stop()
      await rooms.close()
      await Promise.all([closed(server), closed(internal)])
    },
  }
}

async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  return (server.address() as AddressInfo).port
}

async function closed(server: Server): Promise<void> {
  const end = new Promise(resolve => server.close(resolve))
  server.closeAllConnections()
  await end
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
  await sql`truncate sync_doc, sync_update, sync_snapshot, sync_client, sync_seal, queue_event, queue_alert, queue_entries, carried_tickets`
}
