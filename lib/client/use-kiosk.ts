import { useCallback, useMemo, useState } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { ServiceDay, ServiceId, TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import { confirmDay, type DayDoubt, dayDoubtOf } from './day-doubt'
import { reportFault } from './fault-log'
import { type CheckInWish, type KioskAnswer, type KioskDesk, reprint, takeTicket, unprinted } from './kiosk-desk'
import type { LinkStatus } from './link-status'
import { type Outlook, outlookAt } from './outlook'
import type { Printer } from './printer'
import type { ReadyDevice } from './running-device'
import { useQueue } from './use-queue'

export type KioskView = {
  readonly catalogue: Catalogue
  readonly label: string
  readonly today: ServiceDay
  readonly status: LinkStatus
  readonly waitingCount: number
  readonly estimate: (service: ServiceId) => Outlook
  readonly checkIn: (wish: CheckInWish) => Promise<KioskAnswer>
  readonly dayDoubt: DayDoubt | null
  readonly onConfirmDay: (day: ServiceDay) => void
  /** Tickets of before this start whose paper may not have come out: to be offered for a reprint. */
  readonly unprinted: readonly Ticket[]
  readonly onReprint: (ticket: TicketId) => void
}

/** A ready device with its catalogue, as a kiosk. */
export function useKiosk(device: ReadyDevice, catalogue: Catalogue, printer: Printer): KioskView {
  const { replica, identity, status } = device
  const { queue, version } = useQueue(replica)
  const [cutOff] = useState(() => new Set(unprinted(replica).map(({ id }) => id)))
  const desk = useMemo<KioskDesk>(
    () => ({ device, catalogue, printer, onFault: reportFault }),
    [device, catalogue, printer],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: reason: the queue changes in place, `version` says when
  const estimate = useCallback(
    (service: ServiceId) => outlookAt(queue, catalogue, service),
    [queue, catalogue, version],
  )
  return {
    catalogue,
    label: identity.label,
    today: replica.day,
    status,
    waitingCount: [...queue.tickets.values()].filter(({ state }) => state === 'waiting').length,
    estimate,
    checkIn: wish => takeTicket(desk, wish),
    dayDoubt: dayDoubtOf(replica),
    onConfirmDay: day => confirmDay(replica, day),
    unprinted: unprinted(replica).filter(({ id }) => cutOff.has(id)),
    onReprint: ticket => void reprint(desk, ticket).catch(fault => reportFault('reprint', fault)),
  }
}
