import * as z from 'zod/mini'
import { CenterId, type DeviceId, EventId, eventIdParts, type InstantMs, ServiceDay } from '@/lib/domain/ids'
import type { WalRecord } from '@/lib/replica/ports'
import type { DeviceDatabase, StrayRow } from './device-database'

/** Own events of one day that the server does not have, and that this device will not send again by itself. */
export type UnsentDay = { readonly day: ServiceDay; readonly count: number }

/** What was written to a file for an administrator. */
export type SavedFile = { readonly name: string; readonly count: number }

const Seal = z.object({ type: z.literal('log.sealed.v1') })

/** Seals are saved with the rest and counted by nobody: nobody did them. */
function isAction({ event }: { readonly event: unknown }): boolean {
  return !Seal.safeParse(event).success
}

/** A row as it stands in the store. Its event is not parsed: what this program does not understand is exported too. */
const UnsentRow = z.object({
  id: EventId,
  day: ServiceDay,
  order: z.int(),
  center: z.optional(CenterId),
  exported: z.optional(z.boolean()),
  event: z.unknown(),
})
type UnsentRow = z.infer<typeof UnsentRow>

/** Moves the unacknowledged events of a day, or of every day, from the log to those that wait for export. */
export async function putAside(
  { durable, wal, strays }: DeviceDatabase,
  center: CenterId | undefined,
  day: ServiceDay | null,
): Promise<void> {
  await durable.transaction('rw', [wal, strays], async () => {
    const rows = await wal.filter(row => row.acked === 0 && (day === null || row.day === day)).toArray()
    await strays.bulkPut(rows.map(({ acked: _, ...row }): StrayRow => ({ ...row, ...(center && { center }) })))
    await wal.bulkDelete(rows.map(({ id }) => id))
  })
}

/** What this device has in its memory alone, since its store was lost under it: kept in whatever store there is now. */
export async function keepAside(
  { strays }: DeviceDatabase,
  center: CenterId,
  unsent: readonly WalRecord[],
): Promise<void> {
  await strays.bulkPut(unsent.map(({ day, event }, order): StrayRow => ({ id: event.id, day, order, event, center })))
}

/** What was put aside and is in no file yet, oldest day first. */
export async function daysAside({ strays }: DeviceDatabase): Promise<readonly UnsentDay[]> {
  const counts = new Map<ServiceDay, number>()
  for (const row of await strays.toArray()) {
    if (!row.exported && isAction(row)) counts.set(row.day, (counts.get(row.day) ?? 0) + 1)
  }
  return [...counts].map(([day, count]) => ({ day, count })).sort((a, b) => a.day.localeCompare(b.day))
}

/** All that the server does not have: put aside or still in the log, exported or not. */
export async function countUnsent({ strays, wal }: DeviceDatabase): Promise<number> {
  return (await strays.filter(isAction).count()) + (await wal.filter(row => row.acked === 0 && isAction(row)).count())
}

export type UnsentFile = SavedFile & { readonly text: string }

/** All that the server does not have, as a file. Events hold no personal data. Writes nothing. */
export async function unsentFile(
  { strays, wal }: DeviceDatabase,
  owner: { readonly device: DeviceId | null; readonly center: CenterId | null },
  now: InstantMs,
): Promise<UnsentFile> {
  const pending = await wal.filter(({ acked }) => acked === 0).toArray()
  const rows = z.parse(z.array(UnsentRow), [...(await strays.toArray()), ...pending])
  const date = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length)
  return {
    name: `guichet-${owner.device ?? 'device'}-${date}.json`,
    count: rows.filter(isAction).length,
    text: JSON.stringify({ format: 'guichet.unsent.v1', logs: logsOf(rows, owner.center) }, null, 1),
  }
}

/** They stay where they are: only enrolling again erases what is in a file. */
export async function markExported({ strays }: DeviceDatabase): Promise<void> {
  await strays.toCollection().modify({ exported: true })
}

/** Day by day and device by device, each log in the order in which it was written. */
function logsOf(rows: readonly UnsentRow[], ownCenter: CenterId | null) {
  const logs = new Map<string, { center: CenterId | null; device: DeviceId; day: ServiceDay; events: unknown[] }>()
  for (const { id, day, center = ownCenter, event } of [...rows].sort((a, b) => a.order - b.order)) {
    const { device } = eventIdParts(id)
    const key = `${center} ${device} ${day}`
    const log = logs.get(key) ?? { center, device, day, events: [] }
    log.events.push(event)
    logs.set(key, log)
  }
  return [...logs.values()]
}
