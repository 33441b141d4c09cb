import type { ServiceDay } from '@/lib/domain/ids'
import type { Replica } from '@/lib/replica/replica'
import { reportFault } from './fault-log'

/** Two dates, of which nobody has said yet whether one is today's (SPEC DAY-2). */
export type DayDoubt = {
  /** The last day on which this device has worked. */
  readonly last: ServiceDay
  /** The date that its clock shows. */
  readonly clock: ServiceDay
}

/** Null when the date is in no doubt. */
export function dayDoubtOf({ day, doubtedDay }: Replica): DayDoubt | null {
  return doubtedDay && { last: day, clock: doubtedDay }
}

/** Staff say which date is today's. */
export function confirmDay(replica: Replica, day: ServiceDay): void {
  replica.confirmDay(day).catch(fault => reportFault('confirm the day', fault))
}
