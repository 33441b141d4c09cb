import { classify } from '@/lib/domain/engine/classify'
import type { EngineConfig, EngineTicket, PriorityClass } from '@/lib/domain/engine/model'
import { AgentId, type DurationMs, type InstantMs, TicketId } from '@/lib/domain/ids'
import type { Citizen } from './world'

/** One citizen's day in the center. */
export type Visit = {
  readonly citizen: Citizen
  /** As it is now: a transfer changes it. */
  ticket: EngineTicket
  /** The class that he had at check-in: his promise. */
  readonly priority: PriorityClass
  /** Since when the promise runs: of an appointment not before its time. */
  readonly promisedFrom: InstantMs
  /** The first call; null while he has not been called. */
  calledAt: InstantMs | null
  /** Somebody has called this ticket, and it has not come back to the queue since. */
  isTaken: boolean
}

/** His ticket, by the production rules. An emergency has been granted by a supervisor. */
export function checkIn(citizen: Citizen, number: number, config: EngineConfig): Visit {
  const classified = classify(
    {
      id: TicketId.parse(`${'ABCDEFGH'.charAt(number % 8)}1${String(number).padStart(2, '0')}.kiosk${citizen.side}`),
      service: citizen.service,
      checkedInAt: citizen.arrivesAt,
      appointmentAt: citizen.appointmentAt,
      isVulnerable: citizen.isVulnerable,
      emergencyGrantedBy: citizen.isEmergency ? SUPERVISOR : null,
    },
    config,
  )
  if (!classified.ok) throw new Error(classified.refusal.code)
  const { ticket } = classified.value
  const headStartMs = citizen.isVulnerable ? config.headStartMs : 0
  return {
    citizen,
    ticket,
    priority: ticket.priority,
    promisedFrom: Math.max(citizen.arrivesAt, ticket.creditStart + headStartMs),
    calledAt: null,
    isTaken: false,
  }
}

const SUPERVISOR = AgentId.parse(999)

/** The wait that was promised to be short: until the first call; 0 for who was called before his appointment. */
export function waitOf({ promisedFrom }: Visit, calledAt: InstantMs): DurationMs {
  return Math.max(0, calledAt - promisedFrom)
}
