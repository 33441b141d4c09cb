import type { Blocked } from '@/components/ui/blocked-notice'
import type { LinkStatus } from '@/lib/client/link-status'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { Language, PreEnrollmentCode, ServiceDay, ServiceId, TicketId, TicketNumber } from '@/lib/domain/ids'
import type { PrintState, Ticket } from '@/lib/domain/ticket'
import type { WaitEstimate } from '@/lib/domain/wait'

export type CheckInWish = {
  /** Null when the visitor has none. */
  readonly code: PreEnrollmentCode | null
  readonly service: ServiceId
  readonly language: Language
}

export type KioskRefusal = 'invalid_code' | 'service_closed' | 'not_durable' | 'read_only'

export type TicketGiven = {
  /** `shown_again`: the person had a ticket already, and this is it. */
  readonly kind: 'issued' | 'shown_again'
  readonly ticket: { readonly number: TicketNumber; readonly print: PrintState }
  readonly ahead: number
  readonly wait: WaitEstimate
}

export type KioskAnswer = TicketGiven | { readonly kind: 'refused'; readonly code: KioskRefusal }

/** What stands before a visitor who takes a ticket now. */
export type Outlook = { readonly ahead: number; readonly wait: WaitEstimate }

export type KioskProps = {
  catalogue: Catalogue
  /** The name of this kiosk, e.g. `Borne 1`. */
  label: string
  today: ServiceDay
  status: LinkStatus
  waitingCount: number
  estimate: (service: ServiceId) => Outlook
  /** Resolves with the ticket once it is durable, or with a refusal. Never rejects. */
  checkIn: (wish: CheckInWish) => Promise<KioskAnswer>
  /** True from the first touch until the surface is clear again: holds updates back. */
  onBusyChange: (busy: boolean) => void
  /** The visitor will be cleared away in 15 s: a sound belongs here. */
  onIdleWarning: () => void
  /** Tickets of before this start whose paper may not have come out, oldest first. */
  unprinted: readonly Ticket[]
  onReprint: (ticket: TicketId) => void
  blocked: Blocked
  onConfirmDay: () => void
}
