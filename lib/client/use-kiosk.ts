import { useMemo, useState } from 'react'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Foretold, Newcomer } from '@/lib/domain/estimates'
import type { ServiceDay, ServiceId, TicketId } from '@/lib/domain/ids'
import { centerOn, type DoorRefusal, doorRefusal } from '@/lib/domain/opening'
import type { Ticket } from '@/lib/domain/ticket'
import { askAboutCode, type CodeAnswer, type CodeDesk, type CodeQuestion, checkCode } from './code-check'
import { confirmDay, type DayDoubt, dayDoubtOf } from './day-doubt'
import { reportFault } from './fault-log'
import { type CheckInWish, type KioskAnswer, type KioskDesk, reprint, takeTicket, unprinted } from './kiosk-desk'
import { type StaffCornerView, useStaffCorner } from './kiosk-staff-view'
import type { LinkStatus } from './link-status'
import type { KioskPrinter } from './printer-of-kiosk'
import type { ReadyDevice } from './running-device'
import { servicesOffered } from './services-offered'
import { useEstimates, useForetold } from './use-estimates'
import { useQueue } from './use-queue'

export type KioskView = {
  /** With the hours of today for the usual ones. */
  readonly catalogue: Catalogue
  readonly label: string
  readonly today: ServiceDay
  readonly status: LinkStatus
  readonly waitingCount: number
  /** What newcomers for the offered services are told, as far as it is known. */
  readonly outlooks: ReadonlyMap<ServiceId, Foretold>
  /** What a visitor is told who would take a ticket now. Mostly known already; else a moment's work. */
  readonly estimate: (wish: Newcomer) => Foretold
  /** Why nobody gets a ticket now, or none for that service; null while tickets are given. */
  readonly door: (service: ServiceId | null) => DoorRefusal | null
  /** What is known of a code; `left` says that nobody waits for it any more. */
  readonly checkCode: (question: CodeQuestion, left: AbortSignal) => Promise<CodeAnswer>
  readonly checkIn: (wish: CheckInWish) => Promise<KioskAnswer>
  readonly dayDoubt: DayDoubt | null
  readonly onConfirmDay: (day: ServiceDay) => void
  /** Tickets of before this start whose paper may not have come out: to be offered for a reprint. */
  readonly unprinted: readonly Ticket[]
  readonly onReprint: (ticket: TicketId) => void
  readonly staff: StaffCornerView
}

/** A ready device with its catalogue, as a kiosk: with the hours of today for the usual ones. */
export function useKiosk(device: ReadyDevice, kept: Catalogue, printer: KioskPrinter): KioskView {
  const { replica, identity, status } = device
  const today = replica.day
  const catalogue = useMemo(() => ({ ...kept, center: centerOn(kept.center, today) }), [kept, today])
  const { queue } = useQueue(replica)
  const estimates = useEstimates(device, catalogue)
  const outlooks = useForetold(
    estimates,
    servicesOffered(catalogue).map(({ id }) => id),
  )
  const [cutOff] = useState(() => new Set(unprinted(replica).map(({ id }) => id)))
  const desk = useMemo<KioskDesk>(() => {
    const foretell = (ticket: Ticket) => estimates.ofTicket(ticket, Date.now())
    return { device, catalogue, printer, foretell, now: Date.now, onFault: reportFault }
  }, [device, catalogue, printer, estimates])
  const codes = useMemo<CodeDesk>(() => {
    const ports = { fetch: (...request: Parameters<typeof fetch>) => fetch(...request), token: device.bearer }
    return {
      ...{ device, catalogue, onFault: reportFault },
      askAboutCode: (code, left) => askAboutCode(code, left, ports),
      estimate: wish => estimates.ofNewcomer(wish, Date.now()),
    }
  }, [device, catalogue, estimates])
  const staff = useStaffCorner({ device, catalogue, printer, reprint: ticket => reprint(desk, ticket) })
  return {
    staff,
    catalogue,
    label: identity.label,
    today,
    status,
    waitingCount: [...queue.tickets.values()].filter(({ state }) => state === 'waiting').length,
    outlooks,
    estimate: codes.estimate,
    door: service =>
      doorRefusal({ queue, center: kept.center, day: today, kiosk: identity.device, now: Date.now() }, service),
    checkCode: (question, left) => checkCode(codes, question, left),
    checkIn: wish => takeTicket(desk, wish),
    dayDoubt: dayDoubtOf(replica),
    onConfirmDay: day => confirmDay(replica, day),
    unprinted: unprinted(replica).filter(({ id }) => cutOff.has(id)),
    onReprint: ticket => void reprint(desk, ticket).catch(fault => reportFault('reprint', fault)),
  }
}
