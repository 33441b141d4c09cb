import { randomInt } from 'node:crypto'
import { WebSocket } from 'ws'
import { SyncLink } from '@/lib/client/sync-link'
import { checkIn } from '@/lib/domain/check-in'
import { AgentId, CenterId, DeviceId, ServiceId, StationId } from '@/lib/domain/ids'
import { ok } from '@/lib/domain/result'
import { callNext } from '@/lib/domain/serve'
import { openStation } from '@/lib/domain/station-acts'
import { numberOf } from '@/lib/domain/ticket-number'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import { Replica } from '@/lib/replica/replica'
import { catalogueOf, PLAIN_INTAKE, schedulingIn } from '@/tests/support/scheduling'
import type { FrozenClient, FrozenDevice, FrozenDeviceOptions } from './frozen'

/** Bundled by `scripts/freeze.ts`: this version's device without its screen, for the tests of later versions. */
export const newDisk: FrozenClient['newDisk'] = () => ({ store: new MemoryEventStore(), incarnation: null })

type Disk = { readonly store: MemoryEventStore; incarnation: string | null }

const CLOCK = { now: () => Date.now() }
const RANDOM = { int: (limit: number) => randomInt(Math.min(limit, 2 ** 48 - 1)) }
const SERVICE = {
  ...{ id: ServiceId.parse(5), code: 'NEW_APP', nameFr: 'Nouvelle demande', nameEn: 'New Application' },
  ...{ letter: 'A', priority: 5, durationMinutes: 15, active: true },
}

export async function openDevice(options: FrozenDeviceOptions): Promise<FrozenDevice> {
  // reason: only `newDisk` of this very bundle makes disks
  const disk = options.disk as Disk
  const device = DeviceId.parse(options.device)
  const place = { center: CenterId.parse(1), timeZone: 'Africa/Douala' }
  const identity = { device, ...place, surface: options.surface, issuerDigit: options.issuerDigit }
  const onFault = (what: string, fault: unknown) => {
    throw new Error(`${options.device}: ${what}`, { cause: fault })
  }
  const ports = { store: disk.store, clock: CLOCK, random: RANDOM, signer: { sign: options.sign }, onFault }
  const replica = await Replica.open(identity, ports)
  const link = linkOf(replica, options, disk, onFault)
  link.start()
  const post = { device, station: StationId.parse(1), agent: AgentId.parse(1), services: new Set([SERVICE.id]) }
  return {
    takeTicket: async () => {
      const taken = await replica.act(({ queue, nextNumber }) =>
        checkIn(queue, { ...PLAIN_INTAKE, service: SERVICE, device, number: nextNumber('A') }),
      )
      if (!taken.ok || !('ticket' in taken.value)) throw new Error('no ticket')
      return numberOf(taken.value.ticket)
    },
    callNext: async () => {
      await replica.act(() => openStation(post))
      const called = await replica.act(({ queue, now }) =>
        callNext(queue, post, schedulingIn(queue, catalogueOf([SERVICE])), now),
      )
      if (!called.ok) throw new Error(`not called: ${called.refusal.code}`)
    },
    tickets: () => [...replica.queue.tickets.values()].map(({ number, state }) => `${number} ${state}`).sort(),
    elements: () => elementsOf(replica),
    status: () => ({ ...link.status.get(), halt: link.halt.get() }),
    subscribe: listener => {
      const stops = [replica.subscribe(listener), link.status.subscribe(listener), link.halt.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    tend: () => replica.tend(),
    stop: () => {
      link.stop()
      replica.close()
    },
  }
}

function linkOf(
  replica: Replica,
  { wsUrl, token, origin }: FrozenDeviceOptions,
  disk: Disk,
  onFault: (what: string, fault: unknown) => void,
): SyncLink {
  class BrowserSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { origin })
    }
  }
  const requestTicket = async () =>
    ok({ wsUrl: wsUrl(), token: await token(), serverTimeMs: CLOCK.now(), lifeMs: 900_000 })
  return new SyncLink(replica, {
    session: { requestTicket },
    ...{ clock: CLOCK, random: RANDOM, onFault, onNudge: () => () => undefined },
    // reason: ws has the interface of the browser's WebSocket as far as y-websocket uses it
    WebSocket: BrowserSocket as unknown as typeof globalThis.WebSocket,
    incarnation: {
      read: () => Promise.resolve(disk.incarnation),
      write: incarnation => {
        disk.incarnation = incarnation
        return Promise.resolve()
      },
    },
  })
}

function elementsOf(replica: Replica): string[] {
  const [today] = replica.documents()
  const logs = [...(today?.doc.share.keys() ?? [])].sort()
  return logs.flatMap(log => (today?.doc.getArray(log).toJSON() ?? []).map(value => `${log} ${JSON.stringify(value)}`))
}
