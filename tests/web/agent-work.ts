import { ticketsNamed } from '@/lib/client/agent-find'
import { takeBackOf } from '@/lib/client/agent-undo'
import type { AgentView } from '@/lib/client/use-agent'
import type { VisitorCode } from '@/lib/client/use-visitor-code'
import type { Catalogue } from '@/lib/domain/catalogue'
import { callOrder } from '@/lib/domain/engine/call-order'
import { whyNot } from '@/lib/domain/engine/why-not'
import type { EventDraft, QueueEvent } from '@/lib/domain/events'
import type { QueueFold } from '@/lib/domain/fold'
import { eventId, type InstantMs, PreEnrollmentCode } from '@/lib/domain/ids'
import type { Occupation } from '@/lib/domain/open-stations'
import { occupationOf, ticketAt } from '@/lib/domain/post'
import type { Result } from '@/lib/domain/result'
import { callNext, callOutOfOrder, complete, start } from '@/lib/domain/serve'
import { startBreak, startWalkIn } from '@/lib/domain/station-acts'
import type { Ticket } from '@/lib/domain/ticket'
import { day, post, queueOf, tablet, ticketOf } from '@/tests/support/day'
import { schedulingIn } from '@/tests/support/scheduling'

/** A morning with eighty people waiting, and all that can have happened to a ticket; at station 1, as asked. */
export type Work =
  | 'empty'
  | 'just_called'
  | 'just_done'
  | 'free'
  | 'called'
  | 'serving'
  | 'absent'
  | 'emergency'
  | 'out_of_order'
  | 'break'
  | 'walk_in'

const CITIZENS = Array.from({ length: 80 }, (_, index) => {
  const letter = 'ARABA'.charAt(index % 5)
  return `${letter}1${String(index + 1).padStart(2, '0')}${index % 9 === 8 ? 'v' : ''} ~20s`
})
const MORNING = `1( 2( 3( ${CITIZENS.join(' ')} A103/ A112/ R117e
  1>A101 ~2m 1~ 2>A103 2+ 2p 2>B104 2+ ~3m 2%A 3>R107 ~2m 3- 3>A105 3+ ~4m 3. 1>R102 1+ ~6m 1. 1>A106 ~2m 1~`

const CODE = PreEnrollmentCode.parse('CNI2025001234')

type Parts = Pick<
  AgentView,
  | 'now'
  | 'current'
  | 'waiting'
  | 'parked'
  | 'absent'
  | 'done'
  | 'openStations'
  | 'rules'
  | 'ticketOf'
  | 'whyNot'
  | 'lastAbsent'
  | 'takeBack'
  | 'find'
> & { readonly visitorCode: VisitorCode; readonly occupation: Occupation | null }

export function agentWork(work: Work, catalogue: Catalogue): Parts {
  const { queue, now } = afterMorning(work, catalogue)
  const mine = post(1)
  const { state, config: rules, times } = schedulingIn(queue, catalogue)
  const tickets = [...queue.tickets.values()]
  const order = callOrder(state, rules, times, mine.agent, now, 60)
  const ticket = ticketAt(queue, mine)
  return {
    now,
    visitorCode: work === 'called' ? { kind: 'known', code: CODE } : { kind: 'unknown' },
    current: ticket ? { ticket, confirmed: true } : null,
    waiting: order.flatMap(id => tickets.filter(isIn('waiting')).find(each => each.id === id) ?? []),
    parked: tickets.filter(isIn('parked')),
    absent: tickets.filter(isIn('no_show')),
    done: tickets.filter(isIn('completed')),
    openStations: [...queue.openStations.values()],
    occupation: occupationOf(queue, mine),
    rules,
    find: text => ticketsNamed(queue, text),
    ticketOf: id => queue.tickets.get(id) ?? null,
    whyNot: id => whyNot(state, rules, times, mine.agent, id, now),
    takeBack: takeBackOf(queue, latestMoves(queue), mine, now),
    lastAbsent: work === 'absent' ? (queue.tickets.get(ticketOf('A106')) ?? null) : null,
  }
}

function latestMoves(queue: QueueFold): QueueEvent[] {
  return [...queue.tickets.keys()].flatMap(id => queue.latestMove(id) ?? [])
}

function isIn<State extends Ticket['state']>(state: State) {
  return (ticket: Ticket): ticket is Extract<Ticket, { state: State }> => ticket.state === state
}

function afterMorning(work: Work, catalogue: Catalogue): { queue: QueueFold; now: InstantMs } {
  const morning = day(work === 'empty' ? '1(' : MORNING)
  const queue = queueOf(morning.events.map(withWaitTold))
  const now = morning.now + 130_000
  const calledAt = now - 25_000
  const callAt = (at: InstantMs) => happen(queue, callNext(queue, post(1), schedulingIn(queue, catalogue), at), at)
  if (work === 'just_called' || work === 'just_done') callAt(now - (work === 'just_done' ? 60_000 : 2_000))
  if (work === 'just_done') {
    happen(queue, start(queue, post(1)), now - 50_000)
    happen(queue, complete(queue, post(1)), now - 3_000)
  }
  if (work === 'emergency') callAt(calledAt)
  if (work === 'called' || work === 'serving') {
    callAt(now - 100_000)
    happen(queue, start(queue, post(1)), now - 90_000)
    happen(queue, complete(queue, post(1)), now - 30_000)
    callAt(calledAt)
  }
  if (work === 'serving') happen(queue, start(queue, post(1)), now - 12_000)
  if (work === 'break') happen(queue, startBreak(queue, post(1), 'meal'), now - 754_000)
  if (work === 'walk_in') {
    const [service] = catalogue.services
    if (service) happen(queue, startWalkIn(queue, post(1), service.id, 'question'), now - 95_000)
  }
  if (work === 'out_of_order')
    happen(queue, callOutOfOrder(queue, post(1), ticketOf('A178'), 'citizen_returned'), calledAt)
  return { queue, now }
}

function withWaitTold(event: QueueEvent): QueueEvent {
  if (event.type !== 'ticket.checked_in.v1') return event
  return { ...event, toldFromMinutes: 35, toldToMinutes: 55 }
}

function happen(queue: QueueFold, decided: Result<EventDraft, unknown>, at: InstantMs): void {
  if (!decided.ok) throw new Error('nobody could be called')
  const stamp = { v: 1, id: eventId(tablet(1), 9, at), h: [at, 0], device: tablet(1) } as const
  queue.add([{ ...decided.value, ...stamp }])
}
