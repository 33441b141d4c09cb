import type { Service } from './catalogue'
import { type EventDraft, NOTHING_TOLD } from './events'
import type { Queue } from './fold'
import { type AgentId, type InstantMs, SERVER_DEVICE, type StationId, type TicketId, type TicketNumber } from './ids'
import { ok, type Result, refuse } from './result'
import { isAbandoned } from './serve'
import { compareText } from './stamp'
import { type ClosedTicket, isAtStation, type Ticket } from './ticket'
import { counterOf, numberOf, SERVER_ISSUER_DIGIT, ticketId, ticketNumber } from './ticket-number'

export type StillServing = { readonly code: 'still_serving'; readonly stations: readonly StationId[] }

/**
 * Those who still wait are closed, and the reception with them. Not while somebody is at a station, but for one whose
 * tablet has it no longer: nobody there could end the visit, and the day would never close.
 */
export function closeDay(
  queue: Queue,
  unserved: 'carry_over' | 'close',
  by: AgentId | null,
): Result<readonly EventDraft[], StillServing> {
  const stations = [...queue.tickets.values()]
    .filter(isAtStation)
    .filter(ticket => !isAbandoned(queue, ticket))
    .map(({ station }) => station)
  if (stations.length > 0) return refuse({ code: 'still_serving', stations: [...new Set(stations)].sort(ascending) })
  const isCarried = unserved === 'carry_over'
  const waiting = [...queue.tickets.values()].filter(ticket => isWaiting(ticket) || isAbandoned(queue, ticket))
  return ok([
    ...closings(queue, waiting, isCarried, by),
    { type: 'reception.closed.v1', actor: by, code: 'by_staff', carried: isCarried ? 1 : 0 },
  ])
}

/**
 * A day that nobody closed: whoever is left on paper has gone home, also from the stations. If somebody did close it, what came
 * late is closed as the others were.
 */
export function closeForgottenDay(queue: Queue): readonly EventDraft[] {
  const late = lateTickets(queue)
  const left = [...queue.tickets.values()].filter(ticket => isWaiting(ticket) || isAtStation(ticket))
  const drafts = closings(
    queue,
    left.filter(ticket => !late.includes(ticket)),
    false,
    null,
  )
  if (queue.dayState.reception?.state === 'closed') return [...lateClosings(queue), ...drafts]
  return [...drafts, { type: 'reception.closed.v1', actor: null, code: 'forgotten', carried: null }]
}

/**
 * What a device that was apart brings after the close is closed as the others were. A tablet may still finish with whom it
 * has at its station.
 */
export function lateClosings(queue: Queue): readonly EventDraft[] {
  return closings(queue, lateTickets(queue), isLateCarried(queue), null)
}

function lateTickets(queue: Queue): readonly Ticket[] {
  const { reception } = queue.dayState
  if (reception?.state !== 'closed') return []
  return [...queue.tickets.values()].filter(
    ticket => isWaiting(ticket) || isAbandoned(queue, ticket) || (isForgotten(queue) && isAtStation(ticket)),
  )
}

function isForgotten({ dayState: { reception } }: Queue): boolean {
  return reception?.state === 'closed' && reception.code === 'forgotten'
}

/** As was chosen at the close. An older program kept that nowhere: then as those were who waited. */
function isLateCarried(queue: Queue): boolean {
  const { reception } = queue.dayState
  if (reception?.state !== 'closed' || isForgotten(queue)) return false
  return reception.isCarried ?? carriedIn(queue).length > 0
}

/** A person whose other ticket is carried over has his place for tomorrow by that one. */
function closings(queue: Queue, tickets: readonly Ticket[], isCarried: boolean, actor: AgentId | null): EventDraft[] {
  const withPlace = new Set(carriedIn(queue).map(({ mark }) => mark))
  return [...tickets].sort(inOrderOfCheckIn).flatMap(ticket => {
    const { mark } = ticket
    const hasPlace = mark !== null && withPlace.has(mark)
    if (isCarried) withPlace.add(mark)
    return closing(queue, ticket, isCarried && !hasPlace, actor)
  })
}

function closing(queue: Queue, ticket: Ticket, isCarried: boolean, actor: AgentId | null): EventDraft[] {
  const type = 'ticket.closed.v1'
  const code = 'closed_by_day_end'
  const papers = otherPapersOf(queue, ticket)
  return [
    { type, actor, ticket: ticket.id, basedOn: ticket.head, code, carried: isCarried ? 1 : null },
    ...papers.map(({ id, head }) => ({ type, actor, ticket: id, basedOn: head, code, carried: null }) as const),
  ]
}

/** The same person's tickets that gave way to this one: when it is closed alone, the next of them would wait. */
export function otherPapersOf({ tickets }: Queue, { id }: Ticket): readonly Ticket[] {
  return [...tickets.values()].filter(other => other.state === 'duplicate' && other.of === id)
}

function isWaiting({ state }: Ticket): boolean {
  return state === 'waiting' || state === 'parked'
}

/** A ticket that the queue of the next day takes over, under a number that its holder is told at once. */
export type CarriedTicket = {
  readonly ticket: TicketId
  readonly number: TicketNumber
  readonly toNumber: TicketNumber
}

function carriedIn({ tickets }: Queue): readonly ClosedTicket[] {
  return [...tickets.values()].filter((ticket): ticket is ClosedTicket => ticket.state === 'closed' && ticket.isCarried)
}

/**
 * The numbers of the next day: of each letter the server's own, in order of closing and check-in. Who was told a number
 * keeps it, whatever comes later.
 *
 * @param told those that were given before
 */
export function carriedTickets(
  queue: Queue,
  services: readonly Service[],
  told: readonly CarriedTicket[],
): readonly CarriedTicket[] {
  const known = new Set(told.map(({ ticket }) => ticket))
  const highest = new Map<string, number>()
  for (const { toNumber } of told) {
    const letter = toNumber.charAt(0)
    highest.set(letter, Math.max(highest.get(letter) ?? 0, counterOf(toNumber)))
  }
  const fresh = carriedIn(queue)
    .filter(({ id }) => !known.has(id))
    .sort((a, b) => a.closedAt - b.closedAt || inOrderOfCheckIn(a, b))
  return [
    ...told,
    ...fresh.map(({ id: ticket, number, service }) => {
      const letter = services.find(({ id }) => id === service)?.letter ?? number.charAt(0)
      const counter = (highest.get(letter) ?? 0) + 1
      highest.set(letter, counter)
      return { ticket, number, toNumber: ticketNumber(letter, SERVER_ISSUER_DIGIT, counter) }
    }),
  ]
}

/** What is kept of a carried ticket overnight: a row of `carried_tickets`. Nothing of the person. */
export type KeptOverNight = Pick<ClosedTicket, 'service' | 'priority' | 'language'> & {
  readonly ticket: TicketId
  readonly toNumber: TicketNumber
  readonly isVulnerable: boolean
}

/**
 * Their check-ins, in the server's log of the next day. They come first of their class (`engineTicketOf`).
 *
 * @param opensAt of that day
 */
export function carriedCheckIns(kept: readonly KeptOverNight[], opensAt: InstantMs): readonly EventDraft[] {
  return kept.map(({ ticket, toNumber, service, priority, language, isVulnerable }) => ({
    ...{
      type: 'ticket.checked_in.v1',
      actor: null,
      ticket: ticketId(toNumber, SERVER_DEVICE),
      basedOn: null,
      mark: null,
    },
    ...{ service, priority, language, ...NOTHING_TOLD, vulnerable: isVulnerable ? 1 : null },
    ...{ appointmentAt: opensAt, carriedFrom: numberOf(ticket) },
  }))
}

function inOrderOfCheckIn(a: Ticket, b: Ticket): number {
  return a.checkedInAt - b.checkedInAt || compareText(a.id, b.id)
}

function ascending(a: number, b: number): number {
  return a - b
}
