import type { Service } from '@/lib/domain/catalogue'
import { EMERGENCY, type EngineConfig } from '@/lib/domain/engine/model'
import { Remark } from '@/lib/domain/events'
import type { InstantMs, ServiceId } from '@/lib/domain/ids'
import type { ServeRefusal } from '@/lib/domain/post'
import { engineTicketOf } from '@/lib/domain/scheduling'
import { isAtStation, type Ticket, type TicketAtStation } from '@/lib/domain/ticket'
import type { AgentPost } from './agent-types'

/** What an agent may do with a ticket that he looks at. */
export type TicketAction =
  | 'call'
  | 'grant'
  | 'change_service'
  | 'remove_head_start'
  | 'resume'
  | 'reopen'
  | 'remark'
  | 'flag_time'

/** `refusal`: it stands there, but not now. */
export type Offer = { readonly action: TicketAction; readonly refusal: ServeRefusal['code'] | null }

export type Desk = {
  readonly post: AgentPost
  readonly current: TicketAtStation | null
  readonly rules: EngineConfig
  readonly now: InstantMs
}

/** What its state allows (SPEC CALL-12). Of a ticket that is at another station, or done, only what is noted on it. */
export function offersFor(ticket: Ticket, desk: Desk): readonly Offer[] {
  return ticket.state === 'duplicate' ? [] : [...movesFor(ticket, desk), ...notesFor(ticket)]
}

function notesFor({ standing, ...ticket }: Ticket): readonly Offer[] {
  const isRemarkable = standing.remarks.length < Remark.options.length
  const isTimed = 'firstCalledAt' in ticket && !standing.isTimeWrong
  return [...(isRemarkable ? [offer('remark')] : []), ...(isTimed ? [offer('flag_time')] : [])]
}

function movesFor(ticket: Ticket, desk: Desk): readonly Offer[] {
  const headStart: readonly Offer[] = ticket.standing.isVulnerable ? [offer('remove_head_start')] : []
  if (ticket.state === 'waiting')
    return [offer('call', callRefusal(desk)), ...grantOffer(ticket, desk.rules), offer('change_service'), ...headStart]
  if (ticket.state === 'parked') return [offer('resume'), ...headStart]
  if (ticket.state === 'no_show') return [offer('reopen', reopenRefusal(ticket.closedAt, desk))]
  if (isAtStation(ticket) && ticket.id === desk.current?.id) return [offer('change_service'), ...headStart]
  return []
}

function offer(action: TicketAction, refusal: Offer['refusal'] = null): Offer {
  return { action, refusal }
}

function callRefusal({ post, current }: Desk): Offer['refusal'] {
  if (!post.open) return 'station_closed'
  if (post.occupation?.kind === 'break') return 'on_break'
  return current || post.occupation ? 'station_busy' : null
}

function grantOffer(ticket: Ticket, rules: EngineConfig): readonly Offer[] {
  return engineTicketOf(ticket, rules).priority === EMERGENCY ? [] : [offer('grant')]
}

function reopenRefusal(closedAt: InstantMs, { rules, now }: Desk): Offer['refusal'] {
  return now - closedAt > rules.noShow.returnWithinMs ? 'too_late' : null
}

/**
 * The services that a citizen can be sent to: open, and not the one he has. An emergency is granted, not chosen; "I do
 * not know" is an answer at the kiosk.
 */
export function otherServices(
  services: readonly Service[],
  of: ServiceId,
  { unknownService }: Pick<EngineConfig, 'unknownService'>,
): readonly Service[] {
  return services.filter(({ id, active, priority }) => {
    const isPossible = active && priority !== EMERGENCY && id !== unknownService
    return isPossible && id !== of
  })
}
