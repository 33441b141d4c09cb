import type { AgentId, InstantMs, ServiceId, TicketId } from '../ids'
import { ok, type Result, refuse } from '../result'
import { rulesOf, serviceRulesOf } from './config'
import {
  APPOINTMENT,
  EMERGENCY,
  type EngineConfig,
  type EngineTicket,
  NEW_APPLICATION,
  type PriorityClass,
} from './model'

/** What is known of a citizen when he checks in. */
export type Intake = {
  readonly id: TicketId
  /** From IDCAM or his own choice; null when he does not know. */
  readonly service: ServiceId | null
  readonly checkedInAt: InstantMs
  readonly appointmentAt: InstantMs | null
  readonly isVulnerable: boolean
  /** The member of staff who made it an emergency. A kiosk never does. */
  readonly emergencyGrantedBy: AgentId | null
}

/** Printed or audited: why a ticket has its class and its credit. */
export type IntakeNote =
  | 'unknown_service'
  | 'appointment_too_early'
  | 'appointment_early'
  | 'appointment_on_time'
  | 'appointment_missed'
  | 'emergency_granted'
  | 'vulnerable'

export type Classified = { readonly ticket: EngineTicket; readonly notes: readonly IntakeNote[] }

/** The ticket of a citizen who checks in. Refused only when he knows no service and the center has no row for that. */
export function classify(
  intake: Intake,
  config: EngineConfig,
): Result<Classified, { readonly code: 'service_needed' }> {
  const service = intake.service ?? config.unknownService
  if (service === null) return refuse({ code: 'service_needed' })

  const booking = bookingOf(intake, config)
  const isEmergency = intake.emergencyGrantedBy !== null
  const credit = isEmergency ? intake.checkedInAt : (booking?.creditStart ?? intake.checkedInAt)
  const notes: IntakeNote[] = [
    ...(service === config.unknownService ? ['unknown_service' as const] : []),
    ...(booking ? [booking.note] : []),
    ...(isEmergency ? ['emergency_granted' as const] : []),
    ...(intake.isVulnerable ? ['vulnerable' as const] : []),
  ]
  const ticket: EngineTicket = {
    id: intake.id,
    service,
    priority: isEmergency ? EMERGENCY : booking?.isKept ? APPOINTMENT : classOfService(config, service),
    checkedInAt: intake.checkedInAt,
    creditStart: intake.isVulnerable ? credit - config.headStartMs : credit,
    notBefore: 0,
    isVulnerable: intake.isVulnerable,
    excludedAgent: null,
    sentTo: null,
  }
  return ok({ ticket, notes })
}

/**
 * The class that a service alone gives. The services named emergency and appointment give none: an emergency is
 * granted, an appointment is kept. Who does not know his service queues as a new application, never better.
 */
export function classOfService(config: EngineConfig, service: ServiceId): PriorityClass {
  const { priority } = serviceRulesOf(config, service)
  return service === config.unknownService || priority <= APPOINTMENT ? NEW_APPLICATION : priority
}

/** The service became known, from IDCAM or at the desk. The credit stays; so do an emergency and an appointment. */
export function reclassify(ticket: EngineTicket, service: ServiceId, config: EngineConfig): EngineTicket {
  const isOwnClass = ticket.priority === EMERGENCY || ticket.priority === APPOINTMENT
  return { ...ticket, service, priority: isOwnClass ? ticket.priority : classOfService(config, service) }
}

/** At the desk nothing of it was to be seen: the head start is taken back. */
export function withoutHeadStart(ticket: EngineTicket, config: EngineConfig): EngineTicket {
  if (!ticket.isVulnerable) return ticket
  return { ...ticket, isVulnerable: false, creditStart: ticket.creditStart + config.headStartMs }
}

type Booking = { readonly isKept: boolean; readonly creditStart: InstantMs; readonly note: IntakeNote }

/** Of an appointment the credit starts at its time, not before; who is far too early or too late has none. */
function bookingOf({ appointmentAt, checkedInAt }: Intake, config: EngineConfig): Booking | null {
  if (appointmentAt === null) return null
  const lateMs = checkedInAt - appointmentAt
  if (lateMs < -config.appointment.earlyMs)
    return { isKept: false, creditStart: checkedInAt, note: 'appointment_too_early' }
  if (lateMs > config.appointment.lateMs) return { isKept: false, creditStart: checkedInAt, note: 'appointment_missed' }
  if (lateMs < 0) return { isKept: true, creditStart: appointmentAt, note: 'appointment_early' }
  return { isKept: true, creditStart: checkedInAt, note: 'appointment_on_time' }
}

/** Of two classes the one with the better promise. */
export function betterClass(config: EngineConfig, a: PriorityClass, b: PriorityClass): PriorityClass {
  return rulesOf(config, b).promiseMs < rulesOf(config, a).promiseMs ? b : a
}
