import type { Catalogue, Center, MeasuredDay } from './catalogue'
import { announcedWait, type ClosingAdvice, closingAdvice, isStationNamed } from './engine/announcement'
import { Calibration } from './engine/calibration'
import { classOfService } from './engine/classify'
import { byCredit, isOnDuty } from './engine/eligibility'
import { type Arrival, type ArrivalDay, outlookFrom, SLOT_MS } from './engine/forecast'
import {
  type Band,
  EMERGENCY,
  type EngineConfig,
  type EngineTicket,
  type Outlook,
  type Prediction,
} from './engine/model'
import { canAnybodyServe, predict } from './engine/predict'
import type { CheckedIn } from './events'
import type { Queue } from './fold'
import { type InstantMs, type ServiceDay, type ServiceId, type StationId, TicketId } from './ids'
import { openingOf } from './opening'
import { engineTicketOf, type Scheduling } from './scheduling'
import { instantAt } from './service-day'
import type { Ticket } from './ticket'
import type { WaitEstimate } from './wait'

/** What estimates are made of, beside the queue of the moment. */
export type Foresight = Scheduling & { readonly outlook: Outlook; readonly calibration: Calibration }

/** One pass over the day's check-ins, and over its calls. Do it every few seconds at most. */
export function foresightOf(
  queue: Queue,
  { center }: Catalogue,
  day: ServiceDay,
  scheduling: Scheduling,
  now: InstantMs,
): Foresight {
  const tickets = [...queue.tickets.values()].filter(({ state }) => state !== 'duplicate')
  const arrived = tickets.filter(({ checkIn }) => checkIn.carriedFrom === null)
  const midnight = instantAt(day, '00:00', center.timeZone)
  const today: ArrivalDay = { startAt: midnight, arrivals: arrived.map(arrivalOf) }
  const outlook = outlookFrom(daysBefore(day, center), today, now, hoursOn(center, day, now))
  return { ...scheduling, outlook, calibration: calibrationOf(tickets) }
}

function arrivalOf({ checkedInAt: at, priority, checkIn }: Ticket): Arrival {
  return { at, priority, service: checkIn.service }
}

/** The days before this one: a device that is still in yesterday's has the measurement of it, too. */
function daysBefore(day: ServiceDay, { measuredDays = [], timeZone }: Center): ArrivalDay[] {
  return measuredDays.filter(measured => measured.day < day).map(measured => arrivalsOf(measured, timeZone))
}

/** A measured day is thousands of arrivals, and stays as it is for as long as its catalogue. */
const known = new WeakMap<MeasuredDay, ArrivalDay>()

/** Half hours that were only counted: as if all had come in the middle of them. */
function arrivalsOf(measured: MeasuredDay, timeZone: string): ArrivalDay {
  const made = known.get(measured)
  if (made) return made
  const startAt = instantAt(measured.day, '00:00', timeZone)
  const arrivals = measured.arrivals.flatMap(({ slot, priority, service, count }) => {
    const at = startAt + (slot + 0.5) * SLOT_MS
    return Array.from({ length: count }, () => ({ at, priority, service }))
  })
  const day = { startAt, arrivals }
  known.set(measured, day)
  return day
}

/** After closing nobody comes any more, and nobody knows when the last one is called: those inside are served. */
function hoursOn(center: Center, day: ServiceDay, now: InstantMs) {
  const hours = openingOf(center, day)
  if (!hours) return { doorsCloseAt: null, closesAt: null }
  const openAt = instantAt(day, hours.opensAt, center.timeZone)
  const closeAt = instantAt(day, hours.closesAt, center.timeZone)
  if (closeAt <= openAt) return { doorsCloseAt: null, closesAt: null }
  return { doorsCloseAt: closeAt, closesAt: now < closeAt ? closeAt : null }
}

/** What was foretold to whom, and what came: of today, since every device holds today. */
function calibrationOf(tickets: readonly Ticket[]): Calibration {
  const calibration = new Calibration()
  const called = tickets.flatMap(ticket => ('firstCalledAt' in ticket ? [ticket] : []))
  called.sort((a, b) => a.firstCalledAt - b.firstCalledAt)
  for (const { priority, checkIn, checkedInAt, firstCalledAt } of called) {
    const band = bandTold(checkIn)
    if (band) calibration.record(priority, band, firstCalledAt - checkedInAt)
  }
  for (const { state, id, priority, checkIn, checkedInAt } of tickets) {
    const band = state === 'waiting' ? bandTold(checkIn) : null
    if (band) calibration.told(id, priority, band, checkedInAt)
  }
  return calibration
}

function bandTold({ foretoldLowS, foretoldMedianS, foretoldHighS }: CheckedIn): Band | null {
  if (foretoldLowS === null || foretoldMedianS === null || foretoldHighS === null) return null
  return { lowMs: foretoldLowS * 1000, medianMs: foretoldMedianS * 1000, highMs: foretoldHighS * 1000 }
}

/** For a ticket that is in the queue. */
export function predictionOf(ticket: Ticket, foresight: Foresight, now: InstantMs): Prediction {
  return predictionFor(engineTicketOf(ticket, foresight.config), foresight, now)
}

const NEWCOMER = TicketId.parse('N000.server')

/** Who would check in now, and whether he asks for the head start of the vulnerable. */
export type Newcomer = { readonly service: ServiceId; readonly isVulnerable: boolean }

function newcomer({ service, isVulnerable }: Newcomer, config: EngineConfig, now: InstantMs): EngineTicket {
  const creditStart = now - (isVulnerable ? config.headStartMs : 0)
  const standing = { priority: classOfService(config, service), creditStart, isVulnerable, excludedAgent: null }
  return { id: NEWCOMER, service, checkedInAt: now, notBefore: 0, sentTo: null, ...standing }
}

/** For a citizen who would check in now. */
export function predictionAt(wish: Newcomer, foresight: Foresight, now: InstantMs): Prediction {
  return predictionFor(newcomer(wish, foresight.config, now), foresight, now)
}

function predictionFor(ticket: EngineTicket, foresight: Foresight, now: InstantMs): Prediction {
  const { state, config, times, outlook, calibration } = foresight
  return predict(state, config, times, ticket, now, outlook, calibration)
}

/** What a citizen is told of his wait. Before he takes his ticket; it is then written into his check-in. */
export type Foretold = {
  readonly wait: WaitEstimate
  /** Who is likely called before him; when nobody knows, who stands before him in the line of his service. It can grow. */
  readonly ahead: number
  /** Where he is most likely called, if that is likely enough to be said. A prediction: the call alone binds. */
  readonly station: StationId | null
  readonly closing: ClosingAdvice
  /** Somebody at an open station serves it, in reach of this device or not. */
  readonly isServed: boolean
  /** The prediction before it was calibrated. */
  readonly raw: Band | null
}

export const NOTHING_FORETOLD: Foretold = {
  wait: { kind: 'unknown' },
  ahead: 0,
  station: null,
  closing: 'ordinary',
  isServed: false,
  raw: null,
}

/** For the holder of a ticket that waits. */
export function foretoldTo(ticket: Ticket, foresight: Foresight, now: InstantMs): Foretold {
  return foretold(engineTicketOf(ticket, foresight.config), foresight, now)
}

/** For a citizen who would check in now. */
export function foretoldToNewcomer(wish: Newcomer, foresight: Foresight, now: InstantMs): Foretold {
  return foretold(newcomer(wish, foresight.config, now), foresight, now)
}

/** The prediction in the words of a kiosk, a ticket of paper, a phone, or a display. */
function foretold(ticket: EngineTicket, foresight: Foresight, now: InstantMs): Foretold {
  const { state, config } = foresight
  const { service } = ticket
  const prediction = predictionFor(ticket, foresight, now)
  // Where nobody can serve it at this moment, as before the first station opens, or that this device knows of, there is
  // no chance to foretell: nobody is sent away for that.
  const closing = canAnybodyServe(state, service, now) ? closingAdvice(prediction, config) : 'ordinary'
  const isServed = state.agents.some(agent => isOnDuty(agent) && agent.services.has(service))
  const told = { wait: announcedWait(prediction), closing, isServed }
  if (prediction.kind === 'unknown')
    return { ...told, ahead: aheadInLine(ticket, state.waiting), station: null, raw: null }
  const { position, station, raw } = prediction
  return { ...told, ahead: position - 1, station: isStationNamed(prediction) ? station.station : null, raw }
}

function aheadInLine(ticket: EngineTicket, waiting: readonly EngineTicket[]): number {
  const isFirst = ({ priority }: EngineTicket) => priority === EMERGENCY
  const isBefore = (other: EngineTicket) =>
    isFirst(other) === isFirst(ticket) ? byCredit(other, ticket) < 0 : isFirst(other)
  return waiting.filter(other => other.service === ticket.service && isBefore(other)).length
}
