import type { StaffRole } from './catalogue'
import type { EventType, QueueEvent } from './events'
import { type AgentId, type DeviceId, type EventId, SERVER_DEVICE, type Surface } from './ids'
import { compareAge } from './stamp'
import { issuerDigitOf, issuerOf, numberOf, SERVER_ISSUER_DIGIT } from './ticket-number'

/** Who may author an event: a device of one of these surfaces (with a known member of staff signed in), or the server. */
type Authors = {
  readonly surfaces: readonly Surface[]
  readonly staff: 'nobody' | 'anybody' | 'supervisor'
  readonly server: boolean
}

const serverOnly: Authors = { surfaces: [], staff: 'nobody', server: true }
const issuer: Authors = { surfaces: ['kiosk'], staff: 'nobody', server: true }
/** Whoever has a log may seal it. */
const anyWriter: Authors = { surfaces: ['kiosk', 'agent'], staff: 'nobody', server: true }
const staffAtStation: Authors = { surfaces: ['agent'], staff: 'anybody', server: false }
/** What an agent does at his station, and a supervisor at the console. */
const staffOrServer: Authors = { ...staffAtStation, server: true }
/** What a supervisor does at the console, or without a server on a tablet. */
const supervisor: Authors = { surfaces: ['agent'], staff: 'supervisor', server: true }

/** At a kiosk nobody signs in: who knows the PIN of its staff corner pauses and resumes that kiosk, and no other. */
const ownKiosk: Authors = { surfaces: ['kiosk'], staff: 'nobody', server: true }

/** The one table of rights over events. A display stands nowhere in it: it writes nothing. */
export const AUTHORS: Record<EventType, Authors> = {
  'day.opened.v1': serverOnly,
  'device.rostered.v1': serverOnly,
  'staff.rostered.v1': serverOnly,
  'clock.corrected.v1': serverOnly,
  'device.revoked.v1': serverOnly,
  'log.sealed.v1': anyWriter,
  'station.opened.v1': staffAtStation,
  'station.closed.v1': staffOrServer,
  'station.break_started.v1': staffAtStation,
  'station.break_ended.v1': staffAtStation,
  'station.walk_in_started.v1': staffAtStation,
  'station.walk_in_ended.v1': staffAtStation,
  'staff.signed_in.v1': serverOnly,
  'reception.opened.v1': serverOnly,
  'reception.closed.v1': serverOnly,
  'service.suspended.v1': supervisor,
  'service.resumed.v1': supervisor,
  'kiosk.paused.v1': supervisor,
  'kiosk.resumed.v1': supervisor,
  'alert.acknowledged.v1': serverOnly,
  'advice.followed.v1': supervisor,
  'ticket.checked_in.v1': issuer,
  'ticket.printed.v1': issuer,
  'ticket.print_failed.v1': issuer,
  'ticket.called.v1': staffAtStation,
  'ticket.recalled.v1': staffAtStation,
  'ticket.service_started.v1': staffAtStation,
  'ticket.completed.v1': staffAtStation,
  'ticket.no_show.v1': staffAtStation,
  'ticket.set_back.v1': staffAtStation,
  'ticket.requeued.v1': staffOrServer,
  'ticket.parked.v1': staffAtStation,
  'ticket.resumed.v1': staffAtStation,
  'ticket.transferred.v1': staffOrServer,
  'ticket.reclassified.v1': staffAtStation,
  'ticket.undone.v1': staffAtStation,
  'ticket.remarked.v1': staffAtStation,
  'ticket.time_flagged.v1': staffAtStation,
  'ticket.reopened.v1': staffOrServer,
  'ticket.emergency_granted.v1': staffOrServer,
  'ticket.head_start_removed.v1': staffAtStation,
  'ticket.closed.v1': supervisor,
}

export type RosteredDevice = { readonly surface: Surface; readonly issuerDigit: number | null }

/** What the server's log has said of the day so far. */
export type Roster = {
  /** Null until the server has opened the day, which a center cut off at midnight cannot wait for. */
  readonly rules: number | null
  readonly devices: ReadonlyMap<DeviceId, RosteredDevice>
  readonly staff: ReadonlyMap<AgentId, StaffRole>
  /** Devices that are trusted no more, each with its last event that still counts. Stays also when a backup knows nothing of it. */
  readonly revoked: ReadonlyMap<DeviceId, EventId | null>
}

/**
 * May this event count? The fold ignores one that may not, keeps it, and raises an alert (SPEC ROLE-1).
 *
 * Before the server has opened the day nobody can be checked against the roster: events then count as they come, and
 * are checked again when it has spoken.
 */
export function mayCount(event: QueueEvent, roster: Roster): boolean {
  const authors = isOwnPause(event) ? ownKiosk : AUTHORS[event.type]
  if (event.type === 'ticket.checked_in.v1' && issuerOf(event.ticket) !== event.device) return false
  if (event.device === SERVER_DEVICE) return authors.server && digitIs(event, SERVER_ISSUER_DIGIT)
  if (authors.surfaces.length === 0) return false
  if (authors.staff !== 'nobody' && event.actor === null) return false
  if (roster.rules === null) return true
  if (isAfterRevocation(event, roster)) return false

  const device = roster.devices.get(event.device)
  if (!device || !authors.surfaces.includes(device.surface)) return false
  if (!isStaffed(event, authors, roster)) return false
  return digitIs(event, device.issuerDigit)
}

function isOwnPause(event: QueueEvent): boolean {
  if (event.type !== 'kiosk.paused.v1' && event.type !== 'kiosk.resumed.v1') return false
  return event.subject === event.device && event.actor === null
}

function isStaffed({ actor }: QueueEvent, { staff }: Authors, roster: Roster): boolean {
  if (staff === 'nobody' || actor === null) return staff === 'nobody'
  const role = roster.staff.get(actor)
  return staff === 'supervisor' ? role === 'supervisor' : role !== undefined
}

/** Some devices may hold what a revoked one wrote last, and the server not: it counts nowhere (SPEC ROLE-3). */
function isAfterRevocation({ id, device }: QueueEvent, { revoked }: Roster): boolean {
  const last = revoked.get(device)
  return last === null || (last !== undefined && compareAge(id, last) > 0)
}

function digitIs(event: QueueEvent, digit: number | null): boolean {
  return event.type !== 'ticket.checked_in.v1' || issuerDigitOf(numberOf(event.ticket)) === digit
}
