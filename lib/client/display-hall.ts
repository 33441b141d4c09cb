import type { Center, Holiday } from '@/lib/domain/catalogue'
import type { Queue } from '@/lib/domain/fold'
import { type InstantMs, SERVER_DEVICE, type ServiceDay } from '@/lib/domain/ids'
import { doorRefusal, nextOpening, openingOf, ticketsFrom } from '@/lib/domain/opening'
import { instantAt } from '@/lib/domain/service-day'
import { isAtStation } from '@/lib/domain/ticket'

export type NextOpening = NonNullable<ReturnType<typeof nextOpening>>

/** How it is with the center, as a hall is told. */
export type Hall =
  | { readonly kind: 'open' }
  /** `ticketsFrom` is null when kiosks give tickets already. Both `HH:MM`. */
  | { readonly kind: 'before_opening'; readonly opensAt: string; readonly ticketsFrom: string | null }
  /** No tickets are given any more, and there are people to be served. */
  | { readonly kind: 'finishing' }
  /** No tickets are given any more, and nobody is left. */
  | { readonly kind: 'done'; readonly next: NextOpening | null }
  /** `holiday` is null on a usual day off, and after hours. */
  | {
      readonly kind: 'closed'
      readonly isAllDay: boolean
      readonly holiday: Holiday | null
      readonly next: NextOpening | null
    }

/**
 * By the hours and by what people have said of the day, as kiosks go by them (`doorRefusal`).
 *
 * @param now by a clock that is right: so it asks like the server, which no clock corrects and nobody pauses
 */
export function hallOf(queue: Queue, center: Center, day: ServiceDay, now: InstantMs): Hall {
  const refusal = doorRefusal({ queue, center, day, kiosk: SERVER_DEVICE, now }, null)
  switch (refusal) {
    case null:
    case 'kiosk_paused':
    case 'service_suspended':
    case 'not_open_yet':
      return hoursBefore(queue, center, day, now) ?? { kind: 'open' }
    case 'center_closed': {
      if (isAnyoneLeft(queue)) return { kind: 'finishing' }
      const holiday = center.holidays?.find(holiday => holiday.day === day) ?? null
      return { kind: 'closed', isAllDay: true, holiday, next: nextOpening(center, day) }
    }
    case 'reception_closed':
    case 'last_ticket_passed':
    case 'quota_reached':
      return afterTickets(queue, center, day, now)
    default:
      return refusal satisfies never
  }
}

/** Null once the doors are open, by the hours or by hand. */
function hoursBefore(queue: Queue, center: Center, day: ServiceDay, now: InstantMs): Hall | null {
  const hours = openingOf(center, day)
  if (!hours || queue.dayState.reception?.state === 'open') return null
  if (now >= instantAt(day, hours.opensAt, center.timeZone)) return null
  const from = ticketsFrom(center, day)
  const areGiven = from === null || now >= instantAt(day, from, center.timeZone)
  return { kind: 'before_opening', opensAt: hours.opensAt, ticketsFrom: areGiven ? null : from }
}

function afterTickets(queue: Queue, center: Center, day: ServiceDay, now: InstantMs): Hall {
  if (isAnyoneLeft(queue)) return { kind: 'finishing' }
  const next = nextOpening(center, day)
  const hours = openingOf(center, day)
  const isOver = !hours || now >= instantAt(day, hours.closesAt, center.timeZone)
  return isOver ? { kind: 'closed', isAllDay: false, holiday: null, next } : { kind: 'done', next }
}

/** Who went on an errand is not in the hall. */
function isAnyoneLeft({ tickets }: Queue): boolean {
  return [...tickets.values()].some(ticket => ticket.state === 'waiting' || isAtStation(ticket))
}
