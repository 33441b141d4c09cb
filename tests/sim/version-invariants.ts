import type { EventId } from '@/lib/domain/ids'
import { DayDocument, deviceOfLog } from '@/lib/replica/day-document'
import { foldDigest } from '@/tests/support/fold-digest'
import type { StoredDocument } from './database'
import type { Version } from './program'
import type { SimDevice } from './sim-device'
import type { World } from './world'

/** I13: while programs of several versions run, each sees one queue, and all hold the same. */
export function checkVersions(world: World): void {
  for (const stored of world.database.documents.values()) {
    const held = journalOf(stored)
    const digests = new Map<Version, string>()
    for (const device of world.members.filter(member => world.isTrusted(member))) {
      checkQueue(world, stored, device, digests)
      checkBytes(world, held, device)
    }
    held.destroy()
  }
}

/** The day as its journal has it. */
export function journalOf({ key: { day }, updates }: StoredDocument): DayDocument {
  const document = new DayDocument(day)
  document.load(updates.map(({ bytes }) => bytes))
  return document
}

function checkQueue(
  { trace, programs, revokedAt }: World,
  stored: StoredDocument,
  { name, version, running }: SimDevice,
  digests: Map<Version, string>,
): void {
  const replica = running?.replica
  const { day } = stored.key
  if (replica?.day !== day) return
  const bytes = stored.updates.map(update => update.bytes)
  const expected = digests.get(version) ?? foldDigest(programs[version].read(day, bytes).queue)
  digests.set(version, expected)
  if (foldDigest(replica.queue) === expected) return trace.count(`queues of ${version} programs`)
  // What a revoked device had not sealed when a server lost it stays with those whom it had reached.
  const [document] = replica.documents()
  if (document?.events().some(({ event }) => revokedAt.has(event.device) && !stored.events.has(event.id))) return
  trace.violated('I13', `${name} (${version}) has another queue of ${day}`)
}

/**
 * I13: whatever a program knows of it, the device holds the very same logs as the server. After a server has lost what it
 * had shown (restored, or crashed while its database was away) only the same elements: of one that its author, too, has
 * lost and appended again, the first copy stays with those whom it had reached.
 */
export function checkBytes({ trace, revokedAt, database }: World, held: DayDocument, device: SimDevice): void {
  const [day] = device.running?.replica.documents() ?? []
  if (day?.day !== held.day) return
  for (const log of new Set([...held.doc.share.keys(), ...day.doc.share.keys()])) {
    const author = deviceOfLog(log)
    if (!author || revokedAt.has(author)) continue
    const [here, there] = [textsIn(day, log), textsIn(held, log)]
    const isSame =
      trace.counts.has('restores') || database.lastAwayAt > 0
        ? new Set([...here, ...there]).size === new Set(here).size && new Set(here).size === new Set(there).size
        : here.join() === there.join()
    if (!isSame) trace.violated('I13', `${device.name} holds another log of ${author}`)
  }
}

/** The ids of all that stands in a day, known or not. */
export function idsIn(document: DayDocument): ReadonlySet<EventId> {
  const ids = [...document.doc.share.keys()].flatMap(log =>
    elementsOf(document, log).map(([, boot, seq]) => `${deviceOfLog(log)}.${boot}.${seq}`),
  )
  // reason: an id is its log, its boot and its number
  return new Set(ids as EventId[])
}

function textsIn(document: DayDocument, log: string): readonly string[] {
  return elementsOf(document, log).map(element => JSON.stringify(element))
}

function elementsOf({ doc }: DayDocument, log: string): readonly (readonly unknown[])[] {
  return doc.getArray<readonly unknown[]>(log).toJSON()
}
