import { randomInt } from 'node:crypto'
import { WebSocket } from 'ws'
import type { DeviceHealth, DeviceReport } from '@/lib/client/device-health'
import type { Watched } from '@/lib/client/observed'
import { SyncLink } from '@/lib/client/sync-link'
import { checkIn } from '@/lib/domain/check-in'
import type { QueueEvent } from '@/lib/domain/events'
import type { Queue } from '@/lib/domain/fold'
import {
  AgentId,
  CenterId,
  type CodeMark,
  DeviceId,
  StationId,
  type Surface,
  type TicketNumber,
} from '@/lib/domain/ids'
import type { Post } from '@/lib/domain/post'
import { ok } from '@/lib/domain/result'
import { numberOf } from '@/lib/domain/ticket-number'
import type { TokenClaims } from '@/lib/protocol/rest'
import { MemoryEventStore } from '@/lib/replica/memory-event-store'
import type { Clock } from '@/lib/replica/ports'
import { type Identity, Replica } from '@/lib/replica/replica'
import type { Keys } from '@/lib/server/keys'
import { SESSION_MS, signToken } from '@/lib/server/sync-token'
import { NEW_APPLICATION } from './catalogue'
import { PLAIN_INTAKE } from './scheduling'
import { signerOf } from './signing'

export const ORIGIN = 'http://localhost:3000'

/** A socket that says where it comes from, as a browser's does. */
export class BrowserSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { origin: ORIGIN })
  }
}

export type NodeDevice = {
  readonly replica: Replica
  readonly link: SyncLink
  readonly store: MemoryEventStore
  stop(): void
}

export type DeviceOptions = {
  readonly device: string
  readonly surface: Surface
  readonly issuerDigit?: number
  readonly store?: MemoryEventStore
  readonly clock?: { now(): number }
  /** What it says of itself. */
  readonly health?: Watched<DeviceHealth | null>
  /** It is a console, and is told of all devices. */
  readonly onReports?: (reports: readonly DeviceReport[]) => void
}

export const KIOSK: DeviceOptions = { device: 'kkkkkk', surface: 'kiosk', issuerDigit: 1 }
export const TABLET: DeviceOptions = { device: 'tttttt', surface: 'agent' }
export const DISPLAY: DeviceOptions = { device: 'dddddd', surface: 'display' }

export type ServerAddress = {
  readonly wsUrl: string
  readonly keys: Keys
  /** The server's; the real one when it is not told. */
  readonly clock?: Clock
}

/** A whole device without its screen: the real replica and the real link, on a store in memory. */
export async function openNodeDevice(server: ServerAddress, options: DeviceOptions): Promise<NodeDevice> {
  const { surface, issuerDigit = null, store = new MemoryEventStore(), clock = { now: () => Date.now() } } = options
  const device = DeviceId.parse(options.device)
  const center = CenterId.parse(1)
  const identity: Identity = { device, center, surface, issuerDigit, timeZone: 'Africa/Douala' }
  const random = { int: (limit: number) => randomInt(Math.min(limit, 2 ** 48 - 1)) }
  const onFault = (what: string, fault: unknown) => console.error(options.device, what, fault)
  const replica = await Replica.open(identity, { store, clock, random, signer: signerOf(device), onFault })
  const { health, onReports } = options
  const claims: Bearer = { device, center, surface, ...(onReports && { console: true }) }
  let incarnation: string | null = null
  const link = new SyncLink(replica, {
    session: { requestTicket: async () => ok(await ticketFor(server, claims, clock.now())) },
    clock,
    random,
    // reason: ws has the interface of the browser's WebSocket as far as y-websocket uses it
    WebSocket: BrowserSocket as unknown as typeof globalThis.WebSocket,
    onFault,
    ...(health && { health }),
    ...(onReports && { onReports }),
    incarnation: {
      read: () => Promise.resolve(incarnation),
      write: value => {
        incarnation = value
        return Promise.resolve()
      },
    },
    onNudge: () => () => undefined,
  })
  link.start()
  const stop = () => {
    link.stop()
    replica.close()
  }
  return { replica, link, store, stop }
}

type Bearer = Omit<TokenClaims, 'connect_by' | 'exp'>

export async function ticketFor(
  { wsUrl, keys, clock = { now: () => Date.now() } }: ServerAddress,
  claims: Bearer,
  now: number,
) {
  const token = await signToken(keys.token, claims, clock.now())
  return { wsUrl, token, serverTimeMs: now, lifeMs: SESSION_MS }
}

/** A citizen takes a ticket for a new application. */
export async function takeTicket({ replica }: NodeDevice, mark: CodeMark | null = null): Promise<TicketNumber> {
  const result = await replica.act(({ queue, device, nextNumber }) => {
    const number = nextNumber(NEW_APPLICATION.letter)
    return checkIn(queue, { ...PLAIN_INTAKE, service: NEW_APPLICATION, mark, device, number })
  })
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`)
  return numberOf(ticketOf(result.value))
}

export function postOf({ replica }: NodeDevice, station: number, agent: number): Post {
  const services = new Set([NEW_APPLICATION.id])
  return { device: replica.identity.device, station: StationId.parse(station), agent: AgentId.parse(agent), services }
}

/** The queue as text that is equal exactly when the queues are. */
export function digestOf(queue: Queue): string {
  return JSON.stringify([...queue.tickets].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Waits until something holds; checks on every change of the device. Rejects after `ms`. */
export async function until(device: NodeDevice, what: string, holds: () => boolean, ms = 10_000): Promise<void> {
  if (holds()) return
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new Error(`not in ${ms} ms: ${what}`))), ms)
    const check = () => holds() && finish(resolve)
    const stops = [device.replica.subscribe(check), device.link.status.subscribe(check)]
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      settle()
    }
  })
}

export function isSynced({ link }: NodeDevice): boolean {
  const { rung, pendingCount } = link.status.get()
  return rung === 'online' && pendingCount === 0
}

function ticketOf(event: QueueEvent) {
  if (!('ticket' in event)) throw new Error(`no ticket: ${event.type}`)
  return event.ticket
}
