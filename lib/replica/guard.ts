import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { logDecoder, TUPLE_LENGTH_MAX } from '@/lib/protocol/event-codec'
import { branchesAfter, type Claims, carriedParts, countOf, type Held, type LogPart } from './carried'
import { deviceOfLog, logName } from './day-document'
import { endOf, type ItemsOfClient, orderOf } from './item-order'
import { encodeItems, faultOfPlaces, readItems, rootNameOf, type Structs } from './log-items'
import { deviceOfFirst, extendedView } from './log-views'
import { followSeals, isSealElement, type SealCheck } from './seals'
import { faultOfScan } from './update-scan'

/** What the connection that sent the update may do: append to the log of `device`; nothing, for a display. */
export type Author = { readonly device: DeviceId; readonly mayWrite: boolean }

export type GuardLimits = {
  readonly bytesMax: number
  readonly structsMax: number
  /** New client ids (sessions) of one device in one document. */
  readonly clientsPerDeviceMax: number
  /** Elements in one log: several times what the busiest kiosk writes in a day. */
  readonly elementsPerDeviceMax: number
  /** Places in one log where an element does not follow the one its client wrote before. An honest session has a few. */
  readonly branchesPerDeviceMax: number
}

export const GUARD_LIMITS: GuardLimits = {
  bytesMax: 8 * 1024 * 1024,
  structsMax: 50_000,
  clientsPerDeviceMax: 64,
  elementsPerDeviceMax: 50_000,
  branchesPerDeviceMax: 1_000,
}

export type Accepted = {
  /** What to apply: of the author's own log, and of others as far as they are sealed. Null when nothing of it is new. */
  readonly update: Uint8Array | null
  readonly events: readonly QueueEvent[]
  /** Client ids seen for the first time, and whose they are. */
  readonly claimed: Claims
  /** How far the logs that grew are held after this update, by client. What a commit of it may acknowledge. */
  readonly clocks: ReadonlyMap<number, number>
  /** The devices whose logs grew. */
  readonly writers: ReadonlySet<DeviceId>
  readonly seals: readonly (SealCheck & { readonly device: DeviceId })[]
}

export type GuardRefusal =
  /** It starts after what we hold. Not applied: a parked update would be stored and sent to all, unseen. Ask again. */
  | { readonly kind: 'gap' }
  /** Not something an honest program sends. */
  | { readonly kind: 'violation'; readonly reason: string }

/**
 * Checks an update before it is applied: an honest device appends to its own log, and carries others' logs as far as
 * their authors have sealed them. That is all anybody may do.
 *
 * Two passes. An update lists clients in descending order of id, so a newer session of a device can stand before the
 * older one that it points to: first every client's owner is found, then every item is checked. What belongs to other
 * devices' logs and is not sealed is left out and is no violation, since a device that holds more than a restored
 * server is honest.
 *
 * By induction every item of a client stands in its owner's log: the first item of a client names the log, or follows
 * an item of another client of the same owner; each later one follows an item of the same owner.
 *
 * @param held not changed.
 */
export function guard(
  held: Held,
  author: Author,
  update: Uint8Array,
  limits: GuardLimits = GUARD_LIMITS,
): Result<Accepted, GuardRefusal> {
  if (update.length > limits.bytesMax) return violation('too many bytes')
  const structs = decode(update, limits.structsMax)
  if (typeof structs === 'string') return violation(structs)
  const byClient = groupByClient(structs)
  const owners = ownersOf(byClient, held.claims)
  if ([...owners.values()].includes(NO_LOG)) return violation('not a log')
  if ([...owners.values()].includes(NOT_SEEN)) return refuse({ kind: 'gap' })
  if (isImpostor(author.device, byClient, owners)) return violation('a client of another')
  const own = checkOwn(held, author, byClient, owners, limits)
  if (!own.ok) return own
  const carried = carriedParts(held, othersOf(author.device, byClient, owners), limits)
  return ok(accept(held, own.value ? [own.value, ...carried] : carried))
}

/** The author's part; null when the update has nothing of its log. */
function checkOwn(
  held: Held,
  author: Author,
  byClient: ReadonlyMap<number, Structs>,
  owners: ReadonlyMap<number, Owner>,
  limits: GuardLimits,
): Result<LogPart | null, GuardRefusal> {
  const { device } = author
  const lines: ItemsOfClient[] = []
  for (const [client, structs] of byClient) {
    if (owners.get(client) !== device) continue
    const line = readItems(client, structs)
    if (typeof line === 'string') return violation(line)
    lines.push(line)
  }
  if (lines.length === 0) return ok(null)
  if (!author.mayWrite) return violation('this surface writes nothing')
  const claimed = lines.filter(({ client }) => !held.claims.has(client))
  if (claimed.length + countOf(held.claims, device) > limits.clientsPerDeviceMax) return violation('too many sessions')
  const isOwn = (client: number) => owners.get(client) === device || isHeldBy(held.doc, client, device)
  const fault = faultOfPlaces(lines, device, isOwn)
  if (fault) return violation(fault)
  if (lengthAfter(held, device, lines) > limits.elementsPerDeviceMax) return violation('too many events')
  if (branchesAfter(held, device, lines) > limits.branchesPerDeviceMax) return violation('too many branches')
  const order = orderOf(held.doc, lines)
  if (order === 'circle') return violation('follows itself')
  return order === 'gap' ? refuse({ kind: 'gap' }) : ok({ device, lines, check: checkSeals(held, device, lines) })
}

/** Its own seals are verified too, so that it is known what others may carry; what is not sealed counts all the same. */
function checkSeals(held: Held, device: DeviceId, lines: readonly ItemsOfClient[]): SealCheck {
  const hasSeal = lines.some(({ items }) => items.some(item => item.content.getContent().some(isSealElement)))
  if (!hasSeal || held.broken.has(device)) return NO_SEALS
  const clients = [...held.claims].flatMap(([client, owner]) => (owner === device ? [client] : []))
  const log = { center: held.center, day: held.day, device }
  return followSeals(log, extendedView(held.doc, clients, lines), held.sealed, held.verify)
}

const NO_SEALS: SealCheck = { clocks: new Map(), verified: [], broken: null }

function violation(reason: string): { readonly ok: false; readonly refusal: GuardRefusal } {
  return refuse({ kind: 'violation', reason })
}

/**
 * The structs of an update, or why it has none to look at. Version 1 only: the version 2 reader of Yjs 13.6 can be made
 * to hang by 23 bytes (yjs/yjs#687).
 */
function decode(update: Uint8Array, structsMax: number): Structs | string {
  try {
    return faultOfScan(update, { structsMax, tupleLengthMax: TUPLE_LENGTH_MAX }) ?? Y.decodeUpdate(update).structs
  } catch {
    // reason: hostile bytes are a violation of the sender's, not a fault of ours; the caller answers it
    return 'malformed'
  }
}

function groupByClient(structs: Structs): Map<number, Structs> {
  const groups = new Map<number, (Y.Item | Y.GC | Y.Skip)[]>()
  for (const struct of structs) {
    const group = groups.get(struct.id.client)
    if (group) group.push(struct)
    else groups.set(struct.id.client, [struct])
  }
  return groups
}

/**
 * Does the author write into his own log under a client that another has claimed? Either he took it, or it was taken from
 * him while the server had no memory of it: then he must learn of it, and starts anew under another.
 */
function isImpostor(
  author: DeviceId,
  byClient: ReadonlyMap<number, Structs>,
  owners: ReadonlyMap<number, Owner>,
): boolean {
  for (const [client, [first]] of byClient) {
    const isOwnLog = first instanceof Y.Item && first.origin === null && rootNameOf(first) === logName(author)
    if (isOwnLog && owners.get(client) !== author) return true
  }
  return false
}

/** What the update has of each other device. */
function othersOf(
  author: DeviceId,
  byClient: ReadonlyMap<number, Structs>,
  owners: ReadonlyMap<number, Owner>,
): Map<DeviceId, Map<number, Structs>> {
  const others = new Map<DeviceId, Map<number, Structs>>()
  for (const [client, structs] of byClient) {
    const owner = owners.get(client)
    if (owner === undefined || owner === author || owner === NO_LOG || owner === NOT_SEEN) continue
    const clients = others.get(owner)
    if (clients) clients.set(client, structs)
    else others.set(owner, new Map([[client, structs]]))
  }
  return others
}

/** Words that no device is named by: they have spaces. */
const NO_LOG = 'no log'
const NOT_SEEN = 'not seen'
type Owner = DeviceId | typeof NO_LOG | typeof NOT_SEEN

/**
 * Pass one. A client belongs to who claimed it; else to the log its first item names, or to the client that item
 * follows. That client may not be seen yet: a device that acts while it is still catching up sends such an update.
 */
function ownersOf(byClient: ReadonlyMap<number, Structs>, claims: Claims): ReadonlyMap<number, Owner> {
  const owners = new Map<number, Owner>()
  for (const start of byClient.keys()) {
    const path: number[] = []
    let client = start
    let owner: Owner | undefined = claims.get(client) ?? owners.get(client)
    while (owner === undefined) {
      path.push(client)
      owners.set(client, NO_LOG) // unless found below: a circle ends here
      const [first] = byClient.get(client) ?? []
      if (first?.id.clock !== 0) owner = NOT_SEEN
      else if (!(first instanceof Y.Item)) owner = NO_LOG
      else if (first.origin === null) owner = deviceOfLog(rootNameOf(first)) ?? NO_LOG
      else {
        client = first.origin.client
        owner = claims.get(client) ?? owners.get(client)
      }
    }
    for (const passed of path) owners.set(passed, owner)
    owners.set(start, owner)
  }
  return owners
}

/** An older session of the device that this update does not repeat: its first item stands in the device's log. */
function isHeldBy(doc: Y.Doc, client: number, device: DeviceId): boolean {
  return deviceOfFirst(doc.store.clients.get(client)?.[0]) === device
}

function lengthAfter({ doc, claims }: Held, device: DeviceId, lines: readonly ItemsOfClient[]): number {
  let length = 0
  for (const [client, owner] of claims) if (owner === device) length += Y.getState(doc.store, client)
  for (const { client, items } of lines) length += Math.max(0, endOf(items) - Y.getState(doc.store, client))
  return length
}

function accept(held: Held, parts: readonly LogPart[]): Accepted {
  const events: QueueEvent[] = []
  const clocks = new Map<number, number>()
  const claimed = new Map<number, DeviceId>()
  const writers = new Set<DeviceId>()
  for (const { device, lines } of parts) {
    const decode = logDecoder({ device, day: held.day })
    for (const { client, items } of lines) {
      const heldEnd = Y.getState(held.doc.store, client)
      if (!held.claims.has(client)) claimed.set(client, device)
      if (endOf(items) > heldEnd) writers.add(device)
      clocks.set(client, Math.max(heldEnd, endOf(items)))
      for (const item of items) {
        const elements: readonly unknown[] = item.content.getContent()
        for (const element of elements.slice(Math.max(0, heldEnd - item.id.clock))) {
          const decoded = decode(element)
          if (decoded.kind === 'event') events.push(decoded.event)
        }
      }
    }
  }
  const fresh = parts.flatMap(({ lines }) =>
    lines.filter(({ client, items }) => endOf(items) > Y.getState(held.doc.store, client)),
  )
  const update = fresh.length > 0 ? encodeItems(fresh) : null
  const seals = parts.flatMap(({ device, check }) => (check === NO_SEALS ? [] : [{ device, ...check }]))
  return { update, events, claimed, clocks, writers, seals }
}
