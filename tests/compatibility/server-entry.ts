import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { AgentId, type CenterId, DeviceId, type ServiceDay } from '@/lib/domain/ids'
import { PublicKeyJwk } from '@/lib/protocol/rest'
import { serverSealKey } from '@/lib/server/server-seal'
import { createGateway } from '@/sync-server/gateway'
import { documentName, FencedOut, type Journal, type JournalEntry } from '@/sync-server/journal'
import { Rooms } from '@/sync-server/rooms'
import type { RosterRows } from '@/sync-server/roster'
import { serverSession } from '@/sync-server/server-session'
import type { FrozenServer, FrozenServerOptions, RunningServer } from './frozen'

/** Bundled by `scripts/freeze.ts`: this version's sync server on a journal in memory, for the tests of later versions. */
export const newMemory: FrozenServer['newMemory'] = () => new Map<string, Stored>()

type Stored = { epoch: number; readonly entries: JournalEntry[] }
type Key = { readonly center: CenterId; readonly day: ServiceDay }

export async function startServer({ memory, origin, devices, verify }: FrozenServerOptions): Promise<RunningServer> {
  const clock = { now: () => Date.now() }
  const log = pino({ level: 'silent' })
  const sealKey = serverSealKey('the installation secret of a frozen server')
  const rows: RosterRows = {
    devices: devices.map(({ id, publicKey, ...device }) => ({
      ...{ id: DeviceId.parse(id), isRevoked: false, ...device },
      publicKey: PublicKeyJwk.parse(publicKey),
    })),
    staff: [{ id: AgentId.parse(1), role: 'agent' }],
  }
  const session = serverSession(clock, sealKey)
  const roster = () => Promise.resolve(rows)
  // reason: only `newMemory` of this very bundle makes memories
  const journal = memoryJournal(memory as Map<string, Stored>)
  const rooms = new Rooms({ journal, roster, session, serverKey: sealKey.publicKey, clock, log })
  const revocations = { isKnown: true, has: () => false }
  const server = createGateway({ rooms, clock, log, allowedOrigins: [origin], verify, revocations })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // reason: a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo
  return {
    wsUrl: `ws://127.0.0.1:${port}/sync`,
    close: async () => {
      await rooms.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function memoryJournal(documents: Map<string, Stored>): Journal {
  const storedOf = (key: Key): Stored => {
    const stored = documents.get(documentName(key)) ?? { epoch: 0, entries: [] }
    documents.set(documentName(key), stored)
    return stored
  }
  return {
    open: key => {
      const stored = storedOf(key)
      stored.epoch++
      return Promise.resolve({
        ...{ incarnation: 'frozen', epoch: stored.epoch, head: stored.entries.length },
        updates: stored.entries.map(({ update }) => update),
        claims: new Map(stored.entries.flatMap(({ claimed }) => [...claimed])),
        sealed: new Map(stored.entries.flatMap(({ seals }) => seals.map(({ client, end }) => [client, end] as const))),
      })
    },
    append: (key, owner, entries) => {
      const stored = storedOf(key)
      if (stored.epoch !== owner.epoch || stored.entries.length !== owner.head) return Promise.reject(new FencedOut())
      stored.entries.push(...entries)
      return Promise.resolve()
    },
    keepSnapshot: () => Promise.resolve(),
    epochs: keys => Promise.resolve(new Map(keys.map(key => [documentName(key), storedOf(key).epoch]))),
  }
}
