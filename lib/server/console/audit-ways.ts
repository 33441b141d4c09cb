import { isTicketEvent, type TicketEvent } from '@/lib/domain/events'
import type { CenterId, EventId } from '@/lib/domain/ids'
import { pushTo } from '@/lib/domain/multimap'
import type { Ticket } from '@/lib/domain/ticket'
import { MOVES_MAX, settle } from '@/lib/domain/ticket-history'
import { stepIndexOf } from '@/lib/domain/visit-steps'
import type { AuditLine } from '@/lib/protocol/console-audit'
import { DamagedEvent, eventOfRow } from '@/lib/server/queue-rows'
import type { Reader } from './editing'

const WAY_MOVES = ['ticket.transferred.v1', 'ticket.reclassified.v1']

/** The same lines; those that sent a ticket another way with what that changed. */
export async function withWayChanges(sql: Reader, center: CenterId, lines: readonly AuditLine[]): Promise<AuditLine[]> {
  const moves = lines.filter(({ action }) => WAY_MOVES.includes(action))
  if (moves.length === 0) return [...lines]
  const [days, tickets] = [moves.map(({ day }) => day), moves.map(({ ticket }) => ticket)]
  const rows = await sql<{ day: string }[]>`
    select service_day as day, id, device, actor, type, ticket_id, based_on, h_ms, h_counter, payload from queue_event
    where center_id = ${center} and (service_day, ticket_id) in
      (select day::date, ticket from unnest(${days}::text[], ${tickets}::text[]) as moved (day, ticket))`
  const histories = new Map<string, TicketEvent[]>()
  for (const row of rows) {
    const event = readable(row)
    if (event) pushTo(histories, `${row.day} ${event.ticket}`, event)
  }
  return lines.map(line => lineWithWay(line, histories.get(`${line.day} ${line.ticket}`) ?? []))
}

export function lineWithWay(line: AuditLine, history: readonly TicketEvent[]): AuditLine {
  const move = history.find(({ id }) => line.key === `q:${id}`)
  const change = move ? wayChangeOf(move, history) : null
  return change ? { ...line, ...change } : line
}

/** Of a damaged row the line is still told, as it is stored; nothing is made of it. */
function readable(row: unknown): TicketEvent | null {
  try {
    const event = eventOfRow(row)
    return event && isTicketEvent(event) ? event : null
  } catch (fault) {
    if (!(fault instanceof DamagedEvent)) throw fault
    return null
  }
}

/** What somebody changed of a ticket's way, for the record: ids, and the step counted from 1. */
export type WayChange = { readonly before: Way | null; readonly after: Way }
type Way = {
  readonly service: number
  readonly step: number
  /** Where he was, and where he was sent by name; on neither side when it was to nobody by name. */
  readonly station?: number | null
  readonly agent?: number | null
}

/**
 * What a transfer, or the finding that his service is another one, changed: by the ticket as its author had it before him, that is
 * after the moves that led there and no others.
 *
 * @param history all that is known of the ticket, in any order; `before` is null when what led there is not among it
 * @returns null for any other event
 */
export function wayChangeOf(move: TicketEvent, history: readonly TicketEvent[]): WayChange | null {
  if (move.type !== 'ticket.transferred.v1' && move.type !== 'ticket.reclassified.v1') return null
  const { station, agent, step } = move.type === 'ticket.transferred.v1' ? move : NOWHERE
  const was = ticketBefore(move, history)
  const [from, by] = was && 'station' in was ? [was.station, was.agent] : [null, null]
  const wayOf = (service: number, no: number, at: number | null, who: number | null): Way => ({
    ...{ service, step: no + 1 },
    ...(station !== null && { station: at }),
    ...(agent !== null && { agent: who }),
  })
  return {
    before: was && wayOf(was.service, stepIndexOf(was), from, by),
    after: wayOf(move.service, step ?? 0, station, agent),
  }
}

const NOWHERE = { station: null, agent: null, step: null }

function ticketBefore(move: TicketEvent, history: readonly TicketEvent[]): Ticket | null {
  const known = new Map(history.map(event => [event.id, event]))
  const path: TicketEvent[] = []
  for (let id: EventId | null = move.basedOn; id !== null && path.length < MOVES_MAX; ) {
    const event = known.get(id)
    if (!event) return null
    path.push(event)
    id = event.basedOn
  }
  return settle(path.reverse(), new Map())?.ticket ?? null
}
