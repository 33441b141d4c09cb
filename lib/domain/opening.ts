import type { Center, OpeningHours } from './catalogue'
import type { Queue } from './fold'
import type { DeviceId, DurationMs, InstantMs, ServiceDay, ServiceId } from './ids'
import { addDays, instantAt, wireEpochOf } from './service-day'

/** People stand in line before the doors open: from then on they get tickets. */
export const TICKETS_BEFORE_OPENING_MS: DurationMs = 3_600_000

/** The hours of a day; null when the center is closed on it. */
export function openingOf(center: Center, day: ServiceDay): OpeningHours | null {
  const { opensAt, closesAt, weeklyHours = null, holidays = [] } = center
  if (holidays.some(holiday => holiday.day === day)) return null
  // Of a list that is too short, as no program of ours writes, the usual hours.
  const ofWeekday = weeklyHours?.[mondayFirst(day)]
  return ofWeekday === undefined ? { opensAt, closesAt } : ofWeekday
}

function mondayFirst(day: ServiceDay): number {
  return (new Date(wireEpochOf(day)).getUTCDay() + 6) % 7
}

/** The center with the hours of that day for its usual ones, where it is open. */
export function centerOn(center: Center, day: ServiceDay): Center {
  return { ...center, ...openingOf(center, day) }
}

/** The time of day from which a kiosk gives tickets, `HH:MM`; null when the center is closed. */
export function ticketsFrom(center: Center, day: ServiceDay): string | null {
  const hours = openingOf(center, day)
  if (!hours) return null
  const [hour = 0, minute = 0] = hours.opensAt.split(':').map(Number)
  const minutes = Math.max(0, hour * 60 + minute - TICKETS_BEFORE_OPENING_MS / 60_000)
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0')
}

/** Further ahead nobody is told to come back. */
const DAYS_AHEAD = 14

/** When the center opens next, after a day. */
export function nextOpening(
  center: Center,
  after: ServiceDay,
): { readonly day: ServiceDay; readonly opensAt: string } | null {
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(after, ahead)
    const hours = openingOf(center, day)
    if (hours) return { day, opensAt: hours.opensAt }
  }
  return null
}

/** Why nobody gets a ticket at a kiosk, or none for a service (PRODUCT, answers of the kiosk). */
export type DoorRefusal =
  | 'reception_closed'
  | 'kiosk_paused'
  | 'center_closed'
  | 'not_open_yet'
  | 'last_ticket_passed'
  | 'quota_reached'
  | 'service_suspended'

export type Door = {
  readonly queue: Queue
  readonly center: Center
  readonly day: ServiceDay
  readonly kiosk: DeviceId
  readonly now: InstantMs
}

/**
 * What a kiosk obeys: what people have said of the day first, then the hours. Who opens the day by hand opens it whatever the
 * hours say, until the last ticket. A day that nobody has opened works by its hours alone: no outage keeps a center closed.
 *
 * @param service null before one is chosen
 */
export function doorRefusal(door: Door, service: ServiceId | null): DoorRefusal | null {
  const { queue, kiosk } = door
  const { reception, pausedKiosks, suspendedServices } = queue.dayState
  if (reception?.state === 'closed') return 'reception_closed'
  if (pausedKiosks.has(kiosk)) return 'kiosk_paused'
  const outOfHours = hoursRefusal(door, reception?.openedAt ?? null)
  if (outOfHours) return outOfHours
  if (isQuotaReached(door)) return 'quota_reached'
  return service !== null && suspendedServices.has(service) ? 'service_suspended' : null
}

function hoursRefusal({ queue, center, day, kiosk, now: clock }: Door, openedAt: InstantMs | null): DoorRefusal | null {
  const hours = openingOf(center, day)
  if (!hours) return openedAt === null ? 'center_closed' : null
  // By its clock as far as the server has not found it wrong.
  const now = clock + (queue.wrongClocks.get(kiosk) ?? 0)
  const opens = instantAt(day, hours.opensAt, center.timeZone)
  if (openedAt === null && now < opens - TICKETS_BEFORE_OPENING_MS) return 'not_open_yet'
  const last = lastTicketOf(center, day, hours)
  // Whoever opens the day after that gives tickets again.
  const isOver = last > opens && now >= last && (openedAt === null || openedAt < last)
  return isOver ? 'last_ticket_passed' : null
}

function lastTicketOf({ lastTicketAt, timeZone }: Center, day: ServiceDay, { closesAt }: OpeningHours): InstantMs {
  const closes = instantAt(day, closesAt, timeZone)
  return lastTicketAt ? Math.min(closes, instantAt(day, lastTicketAt, timeZone)) : closes
}

/** As far as this device knows: what others give while they are apart comes on top. */
function isQuotaReached({ queue, center: { dailyQuota } }: Door): boolean {
  if (dailyQuota === null || dailyQuota === undefined) return false
  let given = 0
  for (const ticket of queue.tickets.values()) {
    const isVoid = ticket.state === 'closed' && ticket.code === 'void_misprint'
    if (ticket.state !== 'duplicate' && !isVoid) given++
  }
  return given >= dailyQuota
}
