import * as Y from 'yjs'
import type { QueueEvent } from '@/lib/domain/events'
import { QueueFold } from '@/lib/domain/fold'
import { type EventId, SERVER_DEVICE } from '@/lib/domain/ids'
import { numberOf } from '@/lib/domain/ticket-number'
import { EVENT_LAYOUTS } from '@/lib/protocol/event-codec'
import { DayDocument } from '@/lib/replica/day-document'
import { entryRow } from '@/lib/server/queue-rows'
import { foldDigest } from '@/tests/support/fold-digest'
import type { Chance } from './chance'
import type { StoredDocument } from './database'
import { contentOf } from './ledger'
import { checkLives } from './life-invariants'
import type { SimDevice } from './sim-device'
import { checkBytes, idsIn, journalOf } from './version-invariants'
import type { World } from './world'

/** What must hold when all is healed and quiet (DESIGN, section 6). Told to the trace where it does not. */
export function checkInvariants(world: World): void {
  const documents = [...world.database.documents.values()]
  for (const stored of documents) {
    const events = [...stored.events.values()].map(({ event }) => event)
    const queue = foldOf(events)
    checkNumbers(world, stored, events)
    checkProjection(world, stored, queue)
    checkAuthors(world, stored, events)
    checkOrder(world, stored, events, foldDigest(queue))
    checkJournal(world, stored)
    checkPersons(world, queue)
    checkLives(world, stored, queue)
    for (const device of world.members.filter(member => world.isTrusted(member)))
      checkDevice(world, stored, device, events, foldDigest(queue))
  }
  checkPapers(world, documents)
  checkDurable(world, documents)
}

function foldOf(events: readonly QueueEvent[]): QueueFold {
  const fold = new QueueFold()
  fold.add(events)
  return fold
}

/** I1: the same events and the same queue on every device that has the day open. */
function checkDevice(
  { trace, revokedAt }: World,
  { key }: StoredDocument,
  device: SimDevice,
  stored: readonly QueueEvent[],
  digest: string,
): void {
  const replica = device.running?.replica
  if (!replica || replica.day !== key.day) return
  const [document] = replica.documents()
  const held = new Map((document?.events() ?? []).filter(isKnown).map(({ event }) => [event.id, event]))
  const missing = stored.filter(({ id }) => !held.has(id)).map(({ id }) => id)
  const known = new Set(stored.map(({ id }) => id))
  const unknown = [...held.values()].filter(({ id }) => !known.has(id))
  // What a revoked device had not sealed before a restore is held by whom it had reached, and brought back by nobody.
  const isOrphaned = unknown.some(event => revokedAt.has(event.device))
  const more = unknown.filter(event => !revokedAt.has(event.device)).map(({ id }) => id)
  if (missing.length > 0) trace.violated('I1', `${device.name} lacks ${missing.slice(0, 5)} (${missing.length})`)
  if (more.length > 0) trace.violated('I1', `${device.name} holds more: ${more.slice(0, 5)} (${more.length})`)
  if (isOrphaned) return trace.count('devices with orphaned events')
  const own = foldDigest(replica.queue)
  if (own !== digest)
    trace.violated('I1', `${device.name} has another queue for ${key.day}: ${difference(own, digest)}`)
}

/** To today's program: the server's tables hold nothing else. */
function isKnown({ event }: { readonly event: QueueEvent }): boolean {
  return Object.hasOwn(EVENT_LAYOUTS, event.type)
}

/** Where two texts begin to differ. */
function difference(a: string, b: string): string {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const from = Math.max(0, same - 60)
  return `...${a.slice(from, same + 90)}... instead of ...${b.slice(from, same + 90)}...`
}

/** I2: a number belongs to one ticket, and a ticket was checked in once. */
function checkNumbers({ trace }: World, { key }: StoredDocument, events: readonly QueueEvent[]): void {
  const checkIns = new Map<string, EventId>()
  for (const event of events) {
    if (event.type !== 'ticket.checked_in.v1') continue
    const number = numberOf(event.ticket)
    const other = checkIns.get(number)
    if (other) trace.violated('I2', `${number} of ${key.day} was given twice: ${other} and ${event.id}`)
    checkIns.set(number, event.id)
  }
}

/** I3: every paper that somebody holds is known to the database. */
function checkPapers({ trace, ledger }: World, documents: readonly StoredDocument[]): void {
  const known = new Set<string>()
  for (const { key, events } of documents)
    for (const { event } of events.values())
      if (event.type === 'ticket.checked_in.v1') known.add(`${key.day} ${numberOf(event.ticket)}`)
  for (const { day, number, kiosk } of ledger.papers)
    if (!known.has(`${day} ${number}`)) trace.violated('I3', `the paper ${number} of ${day} from ${kiosk} is unknown`)
}

/** I3, I5: whatever a device was told to be durable is in the database. */
function checkDurable({ trace, ledger, revokedAt }: World, documents: readonly StoredDocument[]): void {
  const known = new Set(documents.flatMap(({ events }) => [...events.keys()]))
  const held = new Set(documents.flatMap(stored => [...idsIn(journalOf(stored))]))
  const arrived = (event: QueueEvent) => (isKnown({ event }) ? known : held).has(event.id)
  const lost = [...ledger.durable]
    .filter(([, { event }]) => !arrived(event) && !revokedAt.has(event.device))
    .map(([id]) => id)
  if (lost.length > 0) trace.violated('I3', `${lost.length} durable events never arrived: ${lost.slice(0, 5)}`)
}

/** I4: neither order nor batches matter. */
function checkOrder(
  { trace, chance }: World,
  { key }: StoredDocument,
  events: readonly QueueEvent[],
  digest: string,
): void {
  const fold = new QueueFold()
  const shuffled = shuffle(events, chance.of('shuffle'))
  for (let from = 0; from < shuffled.length; ) {
    const size = chance.between(1, 20)
    fold.add(shuffled.slice(from, from + size))
    from += size
  }
  if (foldDigest(fold) !== digest) trace.violated('I4', `the queue of ${key.day} depends on the order of arrival`)
}

function shuffle<Value>(values: readonly Value[], chance: Chance): Value[] {
  return values
    .map(value => ({ value, at: chance.random.int(2 ** 30) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** I6: one live ticket for each person. */
function checkPersons({ trace }: World, queue: QueueFold): void {
  const live = new Map<string, string>()
  for (const ticket of queue.tickets.values()) {
    const isLive = ticket.state === 'waiting' || ticket.state === 'called' || ticket.state === 'parked'
    if (!isLive || ticket.mark === null) continue
    const other = live.get(ticket.mark)
    if (other) trace.violated('I6', `one person has two live tickets: ${other} and ${ticket.id}`)
    live.set(ticket.mark, ticket.id)
  }
}

/** I7: the projection is the fold of the event table. */
function checkProjection({ trace }: World, { key, tickets }: StoredDocument, queue: QueueFold): void {
  for (const id of new Set([...tickets.keys(), ...queue.tickets.keys()])) {
    const ticket = queue.tickets.get(id)
    const folded = ticket && JSON.stringify(entryRow(key, 0, ticket))
    const stored = tickets.get(id)?.row
    if (stored !== folded) trace.violated('I7', `the row of ${id} is ${stored}, folded ${folded}`)
  }
}

/** I8, I9: what stands in a device's log was said by that device, word by word. */
function checkAuthors({ trace, ledger }: World, { key }: StoredDocument, events: readonly QueueEvent[]): void {
  for (const event of events) {
    const said = ledger.said.get(event.id)
    const isOwn = event.id.startsWith(`${event.device}.`)
    if (!isOwn || (event.device !== SERVER_DEVICE && said !== contentOf(event)))
      trace.violated('I9', `${event.id} of ${key.day} was never said by ${event.device}`)
  }
}

/** I9: the journal holds no deletes, nothing parked, exactly the events of the table, and what each device holds. */
function checkJournal(world: World, { key, updates, events }: StoredDocument): void {
  const { trace } = world
  const document = new DayDocument(key.day)
  for (const { bytes } of updates) Y.applyUpdate(document.doc, bytes)
  const { store } = document.doc
  if (store.pendingStructs || store.pendingDs) trace.violated('I9', `the journal of ${key.day} has holes`)
  const held = new Set(document.events().map(({ event }) => event.id))
  if (held.size !== events.size || ![...held].every(id => events.has(id)))
    trace.violated('I7', `the journal of ${key.day} has ${held.size} events, its table ${events.size}`)
  const twice = document.events().length - held.size
  if (twice > 0) trace.count('events appended twice', twice)
  for (const device of world.members) if (world.isTrusted(device)) checkBytes(world, document, device)
  document.destroy()
}
