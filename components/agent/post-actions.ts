import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { CALLS_BEFORE_NO_SHOW, NO_SHOW_AFTER_MS, RECALL_SPACING_MS } from '@/lib/domain/serve'
import type { TicketAtStation } from '@/lib/domain/ticket'
import type { AgentPost } from './agent-types'

export type PrimaryAction = 'open_station' | 'call_next' | 'start' | 'complete' | 'end_break' | 'end_walk_in'

/** The one next thing to do at a station: what the large button says. */
export function primaryActionOf(post: AgentPost, ticket: TicketAtStation | null): PrimaryAction {
  if (ticket?.state === 'serving') return 'complete'
  if (ticket?.state === 'called') return 'start'
  if (post.occupation) return post.occupation.kind === 'break' ? 'end_break' : 'end_walk_in'
  return post.open ? 'call_next' : 'open_station'
}

/** The end of a visit, with the next call in it for whoever wants that. Closed, or with nobody there, there is nothing to call. */
export function finishOf(autoNext: boolean, post: AgentPost): 'complete' | 'complete_and_call' {
  return autoNext && post.open ? 'complete_and_call' : 'complete'
}

/** How long a recall must still wait; 0 when it may be made, null when there is nobody to recall or all calls are made. */
export function recallWaitMs(ticket: TicketAtStation | null, now: InstantMs): DurationMs | null {
  if (ticket?.state !== 'called' || ticket.calls >= CALLS_BEFORE_NO_SHOW) return null
  return leftOf(RECALL_SPACING_MS, ticket.calledAt, now)
}

/** How long "absent" must still wait; 0 when it may be said, null when nobody was called. */
export function noShowWaitMs(ticket: TicketAtStation | null, now: InstantMs): DurationMs | null {
  if (ticket?.state !== 'called') return null
  return ticket.calls >= CALLS_BEFORE_NO_SHOW ? 0 : leftOf(NO_SHOW_AFTER_MS, ticket.firstCalledAt, now)
}

/** Never more than the whole: the clock of a screen ticks each second, and may be older than the call. */
function leftOf(whole: DurationMs, since: InstantMs, now: InstantMs): DurationMs {
  return Math.min(whole, Math.max(0, since + whole - now))
}

/** A station is closed, and a break or a service without a ticket begins, only between two citizens. */
export function isBetween(post: AgentPost, ticket: TicketAtStation | null): boolean {
  return post.open && ticket === null && post.occupation === null
}

/** What has a key of its own. To park, to transfer and to take a break open a choice; the others act. */
type KeyAction = Exclude<PrimaryAction, 'open_station'> | 'recall' | 'no_show' | 'park' | 'transfer' | 'break'

/** One key may end whatever goes on, or begin what the place allows: never two of them at once. */
const KEYS: ReadonlyMap<string, readonly KeyAction[]> = new Map<string, readonly KeyAction[]>([
  ['n', ['call_next']],
  ['r', ['recall']],
  ['s', ['start']],
  ['f', ['complete', 'end_walk_in']],
  ['a', ['no_show']],
  ['p', ['park', 'break', 'end_break']],
  ['t', ['transfer']],
])

/** What a key asks for, if it may be done now: the same as if its button had been pressed. */
export function actionOfKey(
  key: string,
  post: AgentPost,
  ticket: TicketAtStation | null,
  now: InstantMs,
): KeyAction | null {
  return KEYS.get(key.toLowerCase())?.find(action => isPossible(action, post, ticket, now)) ?? null
}

function isPossible(action: KeyAction, post: AgentPost, ticket: TicketAtStation | null, now: InstantMs): boolean {
  switch (action) {
    case 'recall':
      return recallWaitMs(ticket, now) === 0
    case 'no_show':
      return noShowWaitMs(ticket, now) === 0
    case 'park':
    case 'transfer':
      return ticket !== null
    case 'break':
      return isBetween(post, ticket)
    default:
      return primaryActionOf(post, ticket) === action
  }
}
