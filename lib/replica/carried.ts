import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import { type CenterId, type DeviceId, type EventId, eventId, SERVER_DEVICE, type ServiceDay } from '@/lib/domain/ids'
import { compareAge } from '@/lib/domain/stamp'
import { decodeEvent } from '@/lib/protocol/event-codec'
import { endOf, type ItemsOfClient, placed } from './item-order'
import { faultOfPlaces, itemsBelow, readItems, type Structs } from './log-items'
import { extendedView } from './log-views'
import { followSeals, type SealCheck, type SealedClocks, type VerifySeal } from './seals'

/** Which device a Yjs client id belongs to, in one document. Each id is claimed once, for ever. */
export type Claims = ReadonlyMap<number, DeviceId>

/** What the server holds of one document, and how it tells what may be added. */
export type Held = {
  readonly doc: Y.Doc
  readonly center: CenterId
  readonly day: ServiceDay
  readonly claims: Claims
  readonly sealed: SealedClocks
  readonly verify: VerifySeal
  /** Devices that are trusted no more, each with its last event that still counts; null: none. */
  readonly revoked: ReadonlyMap<DeviceId, EventId | null>
  /** Devices that have brought a seal which does not fit: no later one of theirs is looked at. */
  readonly broken: ReadonlySet<DeviceId>
}

export type LogLimits = { readonly clientsPerDeviceMax: number; readonly branchesPerDeviceMax: number }

/** The part of one log that may be added, and what its seals say. */
export type LogPart = { readonly device: DeviceId; readonly lines: readonly ItemsOfClient[]; readonly check: SealCheck }

/**
 * What somebody brings of other devices' logs, as far as their seals reach. The rest is left out and is no violation:
 * an honest device may hold more than its server, and may hold what its author has not sealed yet.
 *
 * The server's own log goes first, since it says which devices were revoked and when.
 *
 * @param theirs the clients of each other device that the update has something of.
 */
export function carriedParts(
  held: Held,
  theirs: ReadonlyMap<DeviceId, ReadonlyMap<number, Structs>>,
  limits: LogLimits,
): LogPart[] {
  const revoked = new Map(held.revoked)
  const parts: LogPart[] = []
  const devices = [...theirs.keys()].sort((a, b) => Number(b === SERVER_DEVICE) - Number(a === SERVER_DEVICE))
  for (const device of devices) {
    const brought = readLog(held, device, theirs.get(device) ?? new Map())
    const part = brought && sealedPart({ ...held, revoked }, device, brought)
    if (!part || part.lines.length + countOf(held.claims, device) > limits.clientsPerDeviceMax) continue
    if (branchesAfter(held, device, part.lines) > limits.branchesPerDeviceMax) continue
    parts.push(part)
    if (device === SERVER_DEVICE) for (const [subject, last] of rulingsIn(held, part)) revoked.set(subject, last)
  }
  return parts
}

/** The clients that bring something new and begin where we end; null when one is not what an honest program writes. */
function readLog(held: Held, device: DeviceId, clients: ReadonlyMap<number, Structs>): readonly ItemsOfClient[] | null {
  const lines: ItemsOfClient[] = []
  for (const [client, structs] of clients) {
    const line = readItems(client, structs)
    if (typeof line === 'string') return null
    const heldEnd = Y.getState(held.doc.store, client)
    if (endOf(line.items) > heldEnd && (line.items[0]?.id.clock ?? 0) <= heldEnd) lines.push(line)
  }
  const isOwn = (client: number) => clients.has(client) || held.claims.get(client) === device
  return lines.length > 0 && faultOfPlaces(lines, device, isOwn) === null ? lines : null
}

function sealedPart(held: Held, device: DeviceId, brought: readonly ItemsOfClient[]): LogPart | null {
  const log = { center: held.center, day: held.day, device }
  const known = [...held.claims].flatMap(([client, owner]) => (owner === device ? [client] : []))
  const view = extendedView(held.doc, known, brought)
  const check = followSeals(log, view, held.sealed, held.verify)
  const last = held.revoked.get(device)
  const sealed = brought.map(line => itemsBelow(line, check.clocks.get(line.client) ?? 0))
  const kept = last === undefined ? sealed : sealed.map(line => itemsUpTo(line, device, last))
  const lines = placed(held.doc, kept).filter(({ client, items }) => endOf(items) > Y.getState(held.doc.store, client))
  return lines.length > 0 ? { device, lines, check } : null
}

/** The elements before the first event that is later than `last`. */
function itemsUpTo(line: ItemsOfClient, device: DeviceId, last: EventId | null): ItemsOfClient {
  for (const item of line.items) {
    const elements: readonly unknown[] = item.content.getContent()
    const offset = elements.findIndex(element => last === null || compareAge(idOf(element, device), last) > 0)
    if (offset !== -1) return itemsBelow(line, item.id.clock + offset)
  }
  return line
}

/** Also of an event that only a newer program knows: boot and sequence stand at the same place in all of them. */
function idOf(element: unknown, device: DeviceId): EventId {
  const [, boot, seq] = Array.isArray(element) ? element : []
  return eventId(device, Number(boot), Number(seq))
}

function rulingsIn({ day }: Held, { device, lines }: LogPart): Map<DeviceId, EventId | null> {
  const rulings = new Map<DeviceId, EventId | null>()
  for (const item of lines.flatMap(({ items }) => items)) {
    for (const element of item.content.getContent()) {
      const decoded = decodeEvent(element, { device, day })
      if (decoded.kind === 'event' && isRuling(decoded.event)) rulings.set(decoded.event.subject, decoded.event.last)
    }
  }
  return rulings
}

function isRuling(event: QueueEvent): event is Extract<QueueEvent, { type: 'device.revoked.v1' }> {
  return event.type === 'device.revoked.v1'
}

/** Yjs client ids of a device so far. */
export function countOf(claims: Claims, device: DeviceId): number {
  let count = 0
  for (const owner of claims.values()) if (owner === device) count++
  return count
}

/**
 * Items of a device that do not follow the element which their client wrote before. Many that follow the same one cost
 * each reader of the document their square (yjs places each of them among all the others).
 */
export function branchesAfter({ doc, claims }: Held, device: DeviceId, lines: readonly ItemsOfClient[]): number {
  let branches = 0
  // What follows its predecessor, Yjs has made one struct with it.
  for (const [client, owner] of claims) if (owner === device) branches += doc.store.clients.get(client)?.length ?? 0
  for (const { client, items } of lines)
    for (const { id, origin } of items)
      if (origin === null || origin.client !== client || origin.clock !== id.clock - 1) branches++
  return branches
}
