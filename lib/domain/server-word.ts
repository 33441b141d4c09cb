import type { StaffRole } from './catalogue'
import type { DayEvent } from './day-state'
import type { LogSealed, QueueEvent, StationEvent, TicketEvent } from './events'
import type { AgentId, DeviceId, DurationMs, EventId } from './ids'
import type { Roster, RosteredDevice } from './roles'
import { type ClockCorrections, compareAge, correctionKey } from './stamp'

/** What the server says of the day: who is on the roster, and whose clock is wrong. */
export type ServerEvent = Exclude<QueueEvent, TicketEvent | StationEvent | DayEvent | LogSealed>

/** What the server has measured of a device in one boot. */
export type MeasuredClock = { readonly boot: number; readonly offsetMs: DurationMs }

/** A clock that is wrong by less is nobody's business: the order is corrected, and no ticket shows it. */
export const WRONG_CLOCK_MS_MIN: DurationMs = 120_000

/** @param events ordered by their stamps, as below */
export function rosterOf(events: readonly ServerEvent[]): Roster {
  const devices = new Map<DeviceId, RosteredDevice>()
  const staff = new Map<AgentId, StaffRole>()
  const revoked = new Map<DeviceId, EventId | null>()
  let rules: number | null = null
  for (const event of events) {
    if (event.type === 'day.opened.v1') rules ??= event.rules
    else if (event.type === 'device.revoked.v1')
      revoked.set(event.subject, laterEvent(revoked.get(event.subject), event.last))
    else if (event.type === 'staff.rostered.v1') staff.set(event.subject, event.role)
    else if (event.type === 'device.rostered.v1') {
      devices.set(event.subject, { surface: event.surface, issuerDigit: event.issuerDigit })
    }
  }
  return { rules, devices, staff, revoked }
}

/** Of several rulings the one that leaves most counts: a server that was emptied may have ruled while it held nothing. */
function laterEvent(a: EventId | null | undefined, b: EventId | null): EventId | null {
  return a && (!b || compareAge(a, b) > 0) ? a : b
}

export function correctionsOf(events: readonly ServerEvent[]): ClockCorrections {
  const corrections = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'clock.corrected.v1') corrections.set(correctionKey(event.subject, event.boot), event.offsetMs)
  }
  return corrections
}

/** @param events ordered by their stamps */
export function wrongClocksOf(events: readonly ServerEvent[]): Map<DeviceId, MeasuredClock> {
  const clocks = new Map<DeviceId, MeasuredClock>()
  for (const event of events) {
    if (event.type !== 'clock.corrected.v1') continue
    const { subject, boot, offsetMs } = event
    if (boot >= (clocks.get(subject)?.boot ?? 0)) clocks.set(subject, { boot, offsetMs })
  }
  return new Map([...clocks].filter(([, { offsetMs }]) => Math.abs(offsetMs) > WRONG_CLOCK_MS_MIN))
}
