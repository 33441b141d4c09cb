import type { Blocked } from '@/components/ui/blocked-notice'
import type { LinkStatus } from '@/lib/client/link-status'
import type { Agent, Catalogue, Station } from '@/lib/domain/catalogue'
import type { AgentId, InstantMs, Language, StationId, TicketNumber } from '@/lib/domain/ids'
import type { Ticket, TicketAtStation, WaitingTicket } from '@/lib/domain/ticket'

export type AgentAction = 'call_next' | 'start' | 'complete' | 'recall' | 'no_show' | 'close_station' | 'dismiss'

export type AgentRefusal =
  | 'queue_empty'
  | 'station_busy'
  | 'station_closed'
  | 'recall_too_soon'
  | 'no_show_too_soon'
  | 'wrong_state'
  | 'not_durable'
  | 'read_only'

export type AgentPost = { readonly agent: Agent; readonly station: Station; readonly open: boolean }

export type OpenStation = { readonly station: StationId; readonly agent: AgentId | null }

/** `confirmed`: the server has the ticket's latest move. Until then its tick is hollow. */
export type CurrentTicket = { readonly ticket: TicketAtStation; readonly confirmed: boolean }

/** `station` is what stands on the sign of the station that keeps the ticket. */
export type LostCall = { readonly number: TicketNumber; readonly station: string; readonly at: InstantMs }

export type AgentProps = {
  catalogue: Catalogue
  status: LinkStatus
  /** Ticks each second. */
  now: InstantMs
  post: AgentPost | null
  openStations: readonly OpenStation[]
  current: CurrentTicket | null
  /** Eligible for this post, in call order. */
  waiting: readonly WaitingTicket[]
  absent: readonly Ticket[]
  done: readonly Ticket[]
  lostCall: LostCall | null
  refusal: AgentRefusal | null
  act: (action: AgentAction) => void
  /** Signs on and opens the station; also opens it again after a break. */
  takePost: (agent: AgentId, station: StationId) => void
  leavePost: () => void
  language: Language
  onLanguageChange: (language: Language) => void
  blocked: Blocked
  onConfirmDay: () => void
}
