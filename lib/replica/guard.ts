import { writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId, ServiceDay } from '@/lib/domain/ids'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { decodeEvent, TEXT_LENGTH_MAX, TUPLE_LENGTH_MAX } from '@/lib/protocol/event-codec'
import { deviceOfLog, logName } from './day-document'
import { endOf, type ItemsOfClient, orderOf } from './item-order'

/** Which device a Yjs client id belongs to, in one document. Each id is claimed once, for ever. */
export type Claims = ReadonlyMap<number, DeviceId>

/** What the connection that sent the update may do: append to the log of `writer`; nothing, for a display. */
export type Author = { readonly device: DeviceId; readonly mayWrite: boolean }

export type GuardLimits = {
  readonly bytesMax: number
  readonly structsMax: number
  /** New client ids (sessions) of one device in one document. */
  readonly clientsPerDeviceMax: number
}

export const GUARD_LIMITS: GuardLimits = { bytesMax: 8 * 1024 * 1024, structsMax: 50_000, clientsPerDeviceMax: 64 }

export type Accepted = {
  /** The part of the update to apply: the author's own log. Null when nothing of it is new. */
  readonly update: Uint8Array | null
  readonly events: readonly QueueEvent[]
  /** Client ids seen for the first time; all belong to the author. */
  readonly claimed: readonly number[]
  /** The author's clocks after this update, by client. What a commit of it may acknowledge. */
  readonly clocks: ReadonlyMap<number, number>
}

export type GuardRefusal =
  /** It starts after what we hold. Not applied: a parked update would be stored and sent to all, unseen. Ask again. */
  | { readonly kind: 'gap' }
  /** Not something an honest program sends. */
  | { readonly kind: 'violation'; readonly reason: string }

type Structs = readonly (Y.Item | Y.GC | Y.Skip)[]

/**
 * Checks an update before it is applied: an honest device appends to its own log, and that is all anybody may do.
 *
 * Two passes. An update lists clients in descending order of id, so a newer session of a device can stand before the
 * older one that it points to: first every client's owner is found, then every item is checked. What belongs to other
 * devices' logs is left out and is no violation, since a device that holds more than a restored server is honest.
 *
 * By induction every item of a client stands in its owner's log: the first item of a client names the log, or follows
 * an item of another client of the same owner; each later one follows an item of the same owner.
 *
 * @param doc the server's document; not changed.
 */
export function guard(
  doc: Y.Doc,
  day: ServiceDay,
  claims: Claims,
  author: Author,
  update: Uint8Array,
  limits: GuardLimits = GUARD_LIMITS,
): Result<Accepted, GuardRefusal> {
  if (update.length > limits.bytesMax) return violation('too many bytes')
  const decoded = decode(update)
  if (!decoded) return violation('malformed')
  if (decoded.ds.clients.size > 0) return violation('deletes')
  if (decoded.structs.length > limits.structsMax) return violation('too many structs')

  const byClient = groupByClient(decoded.structs)
  const owners = ownersOf(byClient, claims)
  if ([...owners.values()].includes(NO_LOG)) return violation('not a log')
  if ([...owners.values()].includes(NOT_SEEN)) return refuse({ kind: 'gap' })
  const own: ItemsOfClient[] = []
  for (const [client, structs] of byClient) {
    if (owners.get(client) !== author.device) continue
    const checked = checkItems(client, structs)
    if (!checked.ok) return checked
    own.push(checked.value)
  }
  if (own.length === 0) return ok(NOTHING)
  if (!author.mayWrite) return violation('this surface writes nothing')
  const claimed = own.map(({ client }) => client).filter(client => !claims.has(client))
  if (claimed.length + countOf(claims, author.device) > limits.clientsPerDeviceMax)
    return violation('too many sessions')
  const fault = checkPlaces(doc, own, owners, author.device)
  if (fault) return violation(fault)
  const order = orderOf(doc, own)
  if (order === 'circle') return violation('follows itself')
  return order === 'gap' ? refuse({ kind: 'gap' }) : ok(accept(doc, day, author.device, own, claimed))
}

const NOTHING: Accepted = { update: null, events: [], claimed: [], clocks: new Map() }

function violation(reason: string): { readonly ok: false; readonly refusal: GuardRefusal } {
  return refuse({ kind: 'violation', reason })
}

/** Version 1 only: the version 2 reader of Yjs 13.6 can be made to hang by 23 bytes (yjs/yjs#687). */
function decode(
  update: Uint8Array,
): { readonly structs: Structs; readonly ds: { readonly clients: Map<number, unknown> } } | null {
  try {
    return Y.decodeUpdate(update)
  } catch {
    // reason: hostile bytes are a violation of the sender's, not a fault of ours; the caller answers it
    return null
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

/** Pass two, each item by itself: an append of flat tuples, and no hole between one and the next. */
function checkItems(client: number, structs: Structs): Result<ItemsOfClient, GuardRefusal> {
  const items: Y.Item[] = []
  let nextClock = structs[0]?.id.clock ?? 0
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) return violation('not an item')
    if (struct.id.clock !== nextClock) return violation('a hole in the clocks')
    if (struct.length === 0) return violation('nothing in it')
    if (struct.parentSub !== null || struct.rightOrigin !== null) return violation('not an append')
    if (!(struct.content instanceof Y.ContentAny)) return violation('not a plain value')
    if (!struct.content.arr.every(isTuple)) return violation('not a tuple')
    nextClock += struct.length
    items.push(struct)
  }
  return ok({ client, items })
}

/** Pass two, each item's place: in its author's own log. Returns what is wrong. */
function checkPlaces(
  doc: Y.Doc,
  own: readonly ItemsOfClient[],
  owners: ReadonlyMap<number, Owner>,
  device: DeviceId,
): string | null {
  for (const item of own.flatMap(({ items }) => items)) {
    const { origin } = item
    if (origin === null) {
      if (rootNameOf(item) !== logName(device)) return 'a foreign log'
    } else if (owners.get(origin.client) !== device && !isHeldBy(doc, origin.client, device)) {
      return 'follows a foreign log'
    } else if (origin.client === item.id.client && origin.clock >= item.id.clock) {
      return 'follows itself'
    }
  }
  return null
}

/** A decoded item that has not entered a document names its root type by a string, which Yjs' types do not tell. */
function rootNameOf(item: Y.Item): string {
  const parent: unknown = item.parent
  return typeof parent === 'string' ? parent : ''
}

/** An older session of the device that this update does not repeat: its first item stands in the device's log. */
function isHeldBy(doc: Y.Doc, client: number, device: DeviceId): boolean {
  const first = doc.store.clients.get(client)?.[0]
  return (
    first instanceof Y.Item &&
    first.parent instanceof Y.AbstractType &&
    Y.findRootTypeKey(first.parent) === logName(device)
  )
}

function accept(
  doc: Y.Doc,
  day: ServiceDay,
  device: DeviceId,
  own: readonly ItemsOfClient[],
  claimed: readonly number[],
): Accepted {
  const events: QueueEvent[] = []
  const clocks = new Map<number, number>()
  for (const { client, items } of own) {
    const held = Y.getState(doc.store, client)
    clocks.set(client, Math.max(held, endOf(items)))
    for (const item of items) {
      for (let offset = Math.max(0, held - item.id.clock); offset < item.length; offset++) {
        const decoded = decodeEvent(item.content.getContent()[offset], { device, day })
        if (decoded.kind === 'event') events.push(decoded.event)
      }
    }
  }
  const isNew = own.some(({ client, items }) => endOf(items) > Y.getState(doc.store, client))
  return { update: isNew ? encodeItems(own) : null, events, claimed, clocks }
}

/**
 * Writes the items as a version 1 update of their own: clients in descending order, an empty delete set.
 *
 * Never the bytes that came, even when all of them are the author's: Yjs reads some otherwise than they were checked (of
 * a client that is listed twice it forgets the first part, and parks the second), and what follows an update is stored.
 */
function encodeItems(own: readonly ItemsOfClient[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const writer = encoder.restEncoder
  writeVarUint(writer, own.length)
  for (const { client, items } of [...own].sort((a, b) => b.client - a.client)) {
    writeVarUint(writer, items.length)
    encoder.writeClient(client)
    writeVarUint(writer, items[0]?.id.clock ?? 0)
    for (const item of items) item.write(encoder, 0)
  }
  writeVarUint(writer, 0)
  return encoder.toUint8Array()
}

function countOf(claims: Claims, device: DeviceId): number {
  let count = 0
  for (const owner of claims.values()) if (owner === device) count++
  return count
}

function isTuple(value: unknown): boolean {
  return Array.isArray(value) && value.length <= TUPLE_LENGTH_MAX && value.every(isPrimitive)
}

function isPrimitive(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= TEXT_LENGTH_MAX
  return value === null || typeof value === 'number'
}
