import type { LinkStatus } from '@/lib/client/link-status'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { InstantMs, ServiceId, TicketNumber } from '@/lib/domain/ids'
import type { WaitEstimate } from '@/lib/domain/wait'

export type DisplayedCall = {
  readonly number: TicketNumber
  /** What stands on the station's sign, e.g. `3`. */
  readonly station: string
  readonly calledAt: InstantMs
  /** 1 for the first call, 2 for the first recall: a new one pulses again. */
  readonly callNo: number
}

export type WaitingAtService = { readonly service: ServiceId; readonly count: number; readonly wait: WaitEstimate }

export type DisplayProps = {
  catalogue: Catalogue
  status: LinkStatus
  /** Ticks each second. */
  now: InstantMs
  /** Newest first. */
  calls: readonly DisplayedCall[]
  waiting: readonly WaitingAtService[]
  soundBlocked: boolean
  onEnableSound: () => void
}
