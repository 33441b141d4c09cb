import type { Queue } from '@/lib/domain/fold'
import { CenterId, ServiceDay } from '@/lib/domain/ids'
import { compareText } from '@/lib/domain/stamp'
import type { Database } from '@/lib/server/database'
import { entryRow } from '@/lib/server/queue-rows'
import type { DocumentKey } from '@/sync-server/journal'

/** Where the rows of `queue_entries` differ from the fold; empty when they are equal (invariant I7). */
export async function projectionDrift(database: Database, queue: Queue): Promise<string[]> {
  const rows = await database.sql<{ center_id: number; service_day: string; ticket_id: string; row: object }[]>`
    select center_id, service_day, ticket_id, to_jsonb(q) as row from queue_entries q`
  const [first] = rows
  const stored = new Map(rows.map(({ ticket_id: id, row }) => [id, JSON.stringify(comparable(row))]))
  const folded = new Map(
    [...queue.tickets].map(([id, ticket]) => [
      String(id),
      JSON.stringify(comparable(entryRow(keyOf(first), 0, ticket))),
    ]),
  )
  return [...new Set([...stored.keys(), ...folded.keys()])]
    .filter(id => stored.get(id) !== folded.get(id))
    .map(id => `${id}: stored ${stored.get(id)} folded ${folded.get(id)}`)
}

/** Both sides in one notation: instants as milliseconds, and only what the fold knows. */
function comparable(row: object): unknown {
  const NOT_OF_THE_FOLD = ['head', 'created_at', 'updated_at', 'citizen_id', 'actual_wait_time', 'notes']
  return Object.entries(row)
    .filter(([name]) => !NOT_OF_THE_FOLD.includes(name))
    .map(([name, value]) => [
      name,
      name.endsWith('_time') && typeof value === 'string' ? Date.parse(String(value)) : value,
    ])
    .sort(([a], [b]) => compareText(String(a), String(b)))
}

function keyOf(row: { center_id: number; service_day: string } | undefined): DocumentKey {
  return { center: CenterId.parse(row?.center_id ?? 1), day: ServiceDay.parse(row?.service_day ?? '2000-01-01') }
}
