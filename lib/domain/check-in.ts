import type { Service } from './catalogue'
import type { EventDraft } from './events'
import { currentTicket, type Queue, strongestFirst } from './fold'
import {
  type CodeMark,
  type DeviceId,
  type Language,
  PreEnrollmentCode,
  type ServiceDay,
  type TicketNumber,
} from './ids'
import { ok, type Result, refuse } from './result'
import type { Ticket } from './ticket'
import { ticketId } from './ticket-number'

export type CheckInRefusal =
  | { readonly code: 'service_closed' }
  /** Not an error: the kiosk shows the first ticket again (SPEC DUP-2). */
  | { readonly code: 'already_checked_in'; readonly ticket: Ticket }

export type CheckInRequest = {
  readonly service: Service
  readonly language: Language
  readonly mark: CodeMark | null
  /** The issuing device and the number it would give. */
  readonly device: DeviceId
  readonly number: TicketNumber
}

/** A citizen takes a ticket. */
export function checkIn(queue: Queue, request: CheckInRequest): Result<EventDraft, CheckInRefusal> {
  const { service, language, mark, device, number } = request
  if (!service.active) return refuse({ code: 'service_closed' })

  const first = mark ? ticketOfMark(queue, mark) : undefined
  if (first) return refuse({ code: 'already_checked_in', ticket: first })

  return ok({
    type: 'ticket.checked_in.v1',
    actor: null,
    ticket: ticketId(number, device),
    basedOn: null,
    service: service.id,
    priority: service.priority,
    language,
    mark,
  })
}

/** The ticket that a person already has today. A no-show frees the code: he may take another. */
export function ticketOfMark(queue: Queue, mark: CodeMark): Ticket | undefined {
  const live = [...queue.tickets.values()].filter(ticket => ticket.mark === mark && ticket.state !== 'no_show')
  const [stays] = live.sort(strongestFirst)
  return stays && currentTicket(queue, stays.id)
}

/** What was typed or scanned, as a code; undefined when it is none (SPEC CODE-1). Spaces and case are forgiven. */
export function readCode(typed: string): PreEnrollmentCode | undefined {
  const code = PreEnrollmentCode.safeParse(typed.replace(/\s/g, '').toUpperCase())
  return code.success ? code.data : undefined
}

/** The first year of pre-enrollment codes that can still be in somebody's hands. */
const FIRST_CODE_YEAR = 2000

/** A code of a year to come, or of long ago, was mistyped (SPEC CODE-2). */
export function isPlausibleCode(code: PreEnrollmentCode, today: ServiceDay): boolean {
  const year = Number(code.slice(3, 7))
  return year >= FIRST_CODE_YEAR && year <= Number(today.slice(0, 4))
}
