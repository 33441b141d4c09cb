import type { Queue } from '@/lib/domain/fold'
import type { DeviceId, InstantMs, TicketNumber } from '@/lib/domain/ids'
import { ticketNumber } from '@/lib/domain/ticket-number'
import type { NumberSeries } from './number-series'

/** What a decision may look at. */
export type Desk = {
  readonly queue: Queue
  readonly now: InstantMs
  readonly device: DeviceId
  /** @throws on a device that issues no tickets */
  readonly nextNumber: (letter: string) => TicketNumber
}

export function deskOf(
  { device, issuerDigit }: { readonly device: DeviceId; readonly issuerDigit: number | null },
  queue: Queue,
  numbers: NumberSeries,
  now: InstantMs,
): Desk {
  const nextNumber = (letter: string) => {
    if (issuerDigit === null) throw new Error('this device issues no tickets')
    return ticketNumber(letter, issuerDigit, numbers.peek(letter))
  }
  return { queue, now, device, nextNumber }
}
