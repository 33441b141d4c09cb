import type { DurationMs, InstantMs } from '@/lib/domain/ids'
import { CALLS_BEFORE_NO_SHOW, NO_SHOW_AFTER_MS, RECALL_SPACING_MS } from '@/lib/domain/serve'
import type { TicketAtStation } from '@/lib/domain/ticket'
import type { AgentPost } from './agent-types'

export type PrimaryAction = 'open_station' | 'call_next' | 'start' | 'complete'

/** The one next thing to do at a station: what the large button says. */
export function primaryActionOf(post: AgentPost, ticket: TicketAtStation | null): PrimaryAction {
  if (ticket?.state === 'serving') return 'complete'
  if (ticket?.state === 'called') return 'start'
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

/** A station is closed only between two citizens. */
export function mayClose(post: AgentPost, ticket: TicketAtStation | null): boolean {
  return post.open && ticket === null
}

/** What has a key of its own. To park and to transfer open a choice; the others act. */
type KeyAction = Exclude<PrimaryAction, 'open_station'> | 'recall' | 'no_show' | 'park' | 'transfer'

const KEYS: ReadonlyMap<string, KeyAction> = new Map<string, KeyAction>([
  ['n', 'call_next'],
  ['r', 'recall'],
  ['s', 'start'],
  ['f', 'complete'],
  ['a', 'no_show'],
  ['p', 'park'],
  ['t', 'transfer'],
])

/** What a key asks for, if it may be done now: the same as if its button had been pressed. */
export function actionOfKey(
  key: string,
  post: AgentPost,
  ticket: TicketAtStation | null,
  now: InstantMs,
): KeyAction | null {
  const action = KEYS.get(key.toLowerCase())
  if (!action) return null
  if (action === 'recall') return recallWaitMs(ticket, now) === 0 ? action : null
  if (action === 'no_show') return noShowWaitMs(ticket, now) === 0 ? action : null
  if (action === 'park' || action === 'transfer') return ticket ? action : null
  return primaryActionOf(post, ticket) === action ? action : null
}
