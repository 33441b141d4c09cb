import type { QueueEvent } from '@/lib/domain/events'
import type { DeviceId } from '@/lib/domain/ids'
import type { Finding } from './journal-verification'
import type { TransactionSql } from './postgres-client'
import { type DayOfCenter, eventRow } from './queue-rows'

type Row = Readonly<Record<string, unknown>>

/** Where and when the database took an event in: nothing of it stands in the journal. */
const NOT_OF_THE_EVENT = ['center_id', 'service_day', 'head', 'received_at']

/** Names each row of a day's `queue_event` that is not what the journal says, is not in the journal, or is missing. */
export async function compareRecord(
  sql: TransactionSql,
  { center, day }: DayOfCenter,
  events: Iterable<QueueEvent>,
): Promise<Finding[]> {
  const rows = JSON.stringify([...events].map(eventRow))
  const unequal = await sql<{ id: string; stored: Row | null; said: Row | null }[]>`
    with said as (
      select id, to_jsonb(row) - ${NOT_OF_THE_EVENT}::text[] as said
      from jsonb_populate_recordset(null::queue_event, ${rows}::text::jsonb) as row
    ),
    stored as (
      select id, to_jsonb(row) - ${NOT_OF_THE_EVENT}::text[] as stored
      from queue_event as row where center_id = ${center} and service_day = ${day}
    )
    select id, stored, said from said full join stored using (id) where stored is distinct from said order by id`
  return unequal.map(({ id, stored, said }) => ({ device: deviceOf(id), what: wordsOf(id, stored, said) }))
}

function wordsOf(id: string, stored: Row | null, said: Row | null): string {
  if (!stored) return `the row of ${id} is missing in queue_event`
  if (!said) return `queue_event has a row ${id} that the journal does not have`
  const changes = Object.keys(said)
    .filter(name => JSON.stringify(stored[name]) !== JSON.stringify(said[name]))
    .map(name => `${name} is ${JSON.stringify(stored[name])}, by the journal ${JSON.stringify(said[name])}`)
  return `the row of ${id} in queue_event was altered: ${changes.join('; ')}`
}

function deviceOf(id: string): DeviceId | null {
  const device = id.slice(0, id.indexOf('.'))
  // reason: a name to group findings by; an id that somebody made up by hand may have any
  return device === '' ? null : (device as DeviceId)
}
