import type { Service } from './catalogue'
import { classify } from './engine/classify'
import { APPOINTMENT, type EngineConfig } from './engine/model'
import type { Foretold } from './estimates'
import type { EventDraft } from './events'
import { currentTicket, holdsCode, type Queue, strongestFirst } from './fold'
import {
  type CodeMark,
  type DeviceId,
  type DurationMs,
  type InstantMs,
  type Language,
  PreEnrollmentCode,
  type ServiceDay,
  type TicketId,
  type TicketNumber,
} from './ids'
import type { DoorRefusal } from './opening'
import { ok, type Result, refuse } from './result'
import type { Ticket } from './ticket'
import { ticketId } from './ticket-number'

export type CheckInRefusal =
  /** No tickets are given now: by the day, by this kiosk, or for this service. */
  | { readonly code: DoorRefusal }
  | { readonly code: 'service_closed' }
  /** Today's queue can no longer be served before closing (SPEC ENGINE-17). */
  | { readonly code: 'closing' }
  /** Not an error: the kiosk shows the first ticket again (SPEC DUP-2). */
  | { readonly code: 'already_checked_in'; readonly ticket: Ticket }

export type CheckInRequest = {
  readonly service: Service
  readonly language: Language
  readonly mark: CodeMark | null
  /** He asks for the head start of the vulnerable. */
  readonly isVulnerable: boolean
  readonly appointmentAt: InstantMs | null
  readonly foretold: Foretold
  /** Why no tickets are given now; null when they are. */
  readonly door: DoorRefusal | null
  readonly config: EngineConfig
  readonly now: InstantMs
  /** The issuing device and the number it would give. */
  readonly device: DeviceId
  readonly number: TicketNumber
}

/** A citizen takes a ticket. */
export function checkIn(queue: Queue, request: CheckInRequest): Result<EventDraft, CheckInRefusal> {
  const { service, language, mark, device, number, foretold } = request
  if (!service.active) return refuse({ code: 'service_closed' })

  const first = mark ? ticketOfMark(queue, mark) : undefined
  if (first) return refuse({ code: 'already_checked_in', ticket: first })

  if (request.door) return refuse({ code: request.door })
  if (foretold.closing === 'refuse') return refuse({ code: 'closing' })
  const ticket = ticketId(number, device)
  return ok({
    type: 'ticket.checked_in.v1',
    actor: null,
    ticket,
    basedOn: null,
    service: service.id,
    ...standingAt(ticket, request),
    language,
    mark,
    ...toldFields(foretold),
    carriedFrom: null,
  })
}

/** His class, and what it was given for (SPEC ENGINE-3). */
function standingAt(id: TicketId, { service, appointmentAt, isVulnerable, config, now }: CheckInRequest) {
  const intake = { id, service: service.id, checkedInAt: now, appointmentAt, isVulnerable, emergencyGrantedBy: null }
  const classified = classify(intake, config)
  const priority = classified.ok ? classified.value.ticket.priority : service.priority
  const isBookingKept = priority === APPOINTMENT
  return {
    priority,
    vulnerable: isVulnerable ? (1 as const) : null,
    appointmentAt: isBookingKept ? appointmentAt : null,
  }
}

function toldFields({ wait, raw }: Foretold) {
  const isRange = wait.kind === 'range'
  return {
    foretoldLowS: raw && seconds(raw.lowMs),
    foretoldMedianS: raw && seconds(raw.medianMs),
    foretoldHighS: raw && seconds(raw.highMs),
    toldFromMinutes: isRange ? wait.fromMinutes : null,
    toldToMinutes: isRange ? wait.toMinutes : null,
  }
}

function seconds(durationMs: DurationMs): number {
  return Math.round(durationMs / 1000)
}

/** The ticket that a person already has today. One that was closed, as a no-show or by staff, frees the code: he may take another. */
export function ticketOfMark(queue: Queue, mark: CodeMark): Ticket | undefined {
  const live = [...queue.tickets.values()].filter(ticket => ticket.mark === mark && holdsCode(ticket))
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
