import type { QueueEvent } from '@/lib/domain/events'
import type { CenterId, ServiceDay } from '@/lib/domain/ids'
import { AuditLine } from '@/lib/protocol/console-audit'
import { eventRow } from '@/lib/server/queue-rows'

/** Where something is looked for, and by which clock its days are reckoned. */
export type AuditPlace = { readonly center: CenterId; readonly timeZone: string }

/** A line, and where it stands among all others: newest first, an event before an entry of the same microsecond. */
export type PlacedLine = { readonly line: AuditLine; readonly micros: number }

export type EventColumns = {
  id: string
  micros: string
  type: string
  device: string
  actor: number | null
  ticket_id: string | null
  day: string
  payload: object
}

export function placedEvent(row: EventColumns): PlacedLine {
  const micros = Number(row.micros)
  const line = AuditLine.parse({
    key: `q:${row.id}`,
    at: Math.floor(micros / 1000),
    action: row.type,
    agent: row.actor,
    employeeId: null,
    device: row.device,
    ticket: row.ticket_id,
    day: row.day,
    says: legible(row.payload),
    subject: null,
    before: null,
    after: null,
  })
  return { line, micros }
}

/** The mark of a code is for who holds the key of its day; signatures and digests say nothing to a person. */
const FOR_MACHINES: ReadonlySet<string> = new Set(['mark', 'digest', 'r', 's'])

function legible(payload: object): object {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !FOR_MACHINES.has(name)))
}

/** An event that was read to be folded, as the line that a search would show. */
export function lineOfEvent(event: QueueEvent, day: ServiceDay): AuditLine {
  const { id, type, device, actor, ticket_id, h_ms, payload } = eventRow(event)
  return placedEvent({ id, type, device, actor, ticket_id, day, payload, micros: String(h_ms * 1000) }).line
}

export type EntryColumns = {
  id: number
  micros: string
  action: string
  employee_id: string | null
  kind: string
  subject: string
  before: unknown
  after: unknown
}

export function placedEntry(row: EntryColumns): PlacedLine {
  const micros = Number(row.micros)
  const line = AuditLine.parse({
    key: `c:${row.id}`,
    at: Math.floor(micros / 1000),
    action: row.action,
    agent: null,
    employeeId: row.employee_id,
    device: row.kind === 'device' ? row.subject : null,
    ticket: row.kind === 'ticket' ? row.subject : null,
    day: null,
    says: {},
    subject: { kind: row.kind, id: row.subject },
    before: row.before,
    after: row.after,
  })
  return { line, micros }
}

export function newestFirst(a: PlacedLine, b: PlacedLine): number {
  if (a.micros !== b.micros) return b.micros - a.micros
  return Number(b.line.key.startsWith('q:')) - Number(a.line.key.startsWith('q:'))
}
