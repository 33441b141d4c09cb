import type { Catalogue } from '@/lib/domain/catalogue'
import type { Foretold } from '@/lib/domain/estimates'
import type { Queue } from '@/lib/domain/fold'
import type { EventId, InstantMs, Language, ServiceId, TicketNumber } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import type { WaitEstimate } from '@/lib/domain/wait'
import { isCalledIn, servicesWaitedFor, WHOLE_CENTER, type Zone } from './display-zone'
import { isOffered } from './services-offered'

export type DisplayedCall = {
  /** The event that called: recalls follow it. A clock that is corrected moves `calledAt`, never this. */
  readonly call: EventId
  readonly number: TicketNumber
  /** What stands on the station's sign. */
  readonly station: string
  readonly calledAt: InstantMs
  /** 1 for the first call, 2 for the first recall. */
  readonly callNo: number
}

/** With what a voice needs, and a screen does not show. */
export type SpokenCall = DisplayedCall & {
  /** In which the ticket was taken: its holder hears it first. */
  readonly language: Language
  /** He has not come yet. */
  readonly isAwaited: boolean
}

export type WaitingAtService = {
  readonly service: ServiceId
  readonly count: number
  readonly wait: WaitEstimate
  /** Nobody gets a ticket for it now. */
  readonly isSuspended: boolean
}

const UNKNOWN: WaitEstimate = { kind: 'unknown' }

/** The last call, the seven before it, and as many again while they are news (`display-board.ts`). */
const CALLS_MAX = 16

type CalledTicket = Extract<Ticket, { state: 'called' | 'serving' | 'completed' }>

/** Newest first. A citizen who came stays on the list, since his neighbours read it too; one who did not does not. */
export function latestCalls(queue: Queue, catalogue: Catalogue, zone: Zone = WHOLE_CENTER): SpokenCall[] {
  const signs = new Map(catalogue.stations.map(({ id, number }) => [id, number]))
  return [...queue.tickets.values()]
    .filter(wasFound)
    .filter(({ station, service }) => isCalledIn(zone, station, service))
    .sort((a, b) => b.calledAt - a.calledAt)
    .slice(0, CALLS_MAX)
    .map(({ call, number, station, calledAt, calls, language, state }) => ({
      call: call.id,
      number,
      station: signs.get(station) ?? String(station),
      calledAt,
      callNo: calls,
      language,
      isAwaited: state === 'called',
    }))
}

/** Of what a visitor may choose, what somebody waits for, what is served or suspended: the rest is no news for the hall (SPEC SHOW-1). */
export function waitingByService(
  queue: Queue,
  catalogue: Catalogue,
  foretold: ReadonlyMap<ServiceId, Foretold>,
  zone: Zone = WHOLE_CENTER,
): WaitingAtService[] {
  const waitedFor = servicesWaitedFor(zone, catalogue)
  const suspended = queue.dayState.suspendedServices
  const counts = new Map<ServiceId, number>()
  for (const { state, service } of queue.tickets.values()) {
    if (state === 'waiting') counts.set(service, (counts.get(service) ?? 0) + 1)
  }
  return catalogue.services
    .filter(({ id }) => waitedFor?.has(id) ?? true)
    .filter(isOffered)
    .map(({ id }) => {
      const { wait, isServed } = foretold.get(id) ?? { wait: UNKNOWN, isServed: false }
      return { service: id, count: counts.get(id) ?? 0, wait, isServed, isSuspended: suspended.has(id) }
    })
    .filter(({ count, isServed, isSuspended }) => count > 0 || isServed || isSuspended)
}

export function callKey({ call, callNo }: DisplayedCall): string {
  return `${call} ${callNo}`
}

function wasFound(ticket: Ticket): ticket is CalledTicket {
  return ticket.state === 'called' || ticket.state === 'serving' || ticket.state === 'completed'
}
