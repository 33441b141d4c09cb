import type { Catalogue, Holiday, OpeningHours } from './catalogue'
import { isShown } from './catalogue-rules'
import { type FloorDevice, needsSomebody } from './floor-devices'
import type { Queue } from './fold'
import type { AgentId, InstantMs, ServiceDay, ServiceId, StationId, Surface, TicketId } from './ids'
import { openingOf } from './opening'
import { isAtStation, type Ticket } from './ticket'

/** How the last day before this one ended; a day that nobody closed closes itself some hours after midnight. */
export type DayBefore = {
  readonly day: ServiceDay
  readonly end: 'closed' | 'forgotten' | 'left_open'
}

/** What the lists are made of. */
export type DayScene = {
  readonly queue: Queue
  readonly catalogue: Catalogue
  readonly day: ServiceDay
  readonly now: InstantMs
  readonly devices: readonly FloorDevice[]
  /** Null when there was none. */
  readonly before: DayBefore | null
}

/** `done`: nothing to see to. `todo`: somebody should. `look`: as it may be, and worth knowing. */
export type CheckState = 'done' | 'todo' | 'look'

export type OpeningCheck = { readonly state: CheckState } & (
  | { readonly code: 'before'; readonly before: DayBefore | null }
  /** Null when the center is closed today. */
  | { readonly code: 'hours'; readonly hours: OpeningHours | null; readonly holiday: Holiday | null }
  | {
      readonly code: 'kiosks' | 'displays' | 'tablets'
      /** Connected, and nothing about them needs somebody. */
      readonly ready: number
      readonly all: number
      readonly troubled: readonly string[]
    }
  | { readonly code: 'stations'; readonly open: number; readonly all: number }
  | { readonly code: 'staff'; readonly signedIn: number }
  | { readonly code: 'services'; readonly suspended: readonly ServiceId[] }
  | { readonly code: 'messages'; readonly shown: number }
)

/** What should be so before the doors open, each line from what is known. None keeps the day from being opened. */
export function openingChecks(scene: DayScene): readonly OpeningCheck[] {
  const { queue, catalogue, before, now, day } = scene
  const { openStations, dayState } = queue
  const stations = catalogue.stations.filter(({ active }) => active).length
  const hours = openingOf(catalogue.center, day)
  const holiday = catalogue.center.holidays?.find(each => each.day === day) ?? null
  const messages = (catalogue.messages ?? []).filter(message => isShown(message, now)).length
  const suspended = [...dayState.suspendedServices.keys()]
  return [
    {
      code: 'before',
      before,
      state: before?.end === 'left_open' ? 'todo' : before?.end === 'forgotten' ? 'look' : 'done',
    },
    { code: 'hours', hours, holiday, state: hours ? 'done' : 'look' },
    devicesCheck('kiosks', 'kiosk', scene),
    devicesCheck('displays', 'display', scene),
    devicesCheck('tablets', 'agent', scene),
    { code: 'staff', signedIn: dayState.signIns.size, state: dayState.signIns.size > 0 ? 'done' : 'todo' },
    { code: 'stations', open: openStations.size, all: stations, state: openStations.size > 0 ? 'done' : 'todo' },
    { code: 'services', suspended, state: suspended.length > 0 ? 'look' : 'done' },
    { code: 'messages', shown: messages, state: 'done' },
  ]
}

/** One that works is enough to begin; each that does not is named. */
function devicesCheck(code: 'kiosks' | 'displays' | 'tablets', surface: Surface, { devices }: DayScene): OpeningCheck {
  const all = devices.filter(device => device.surface === surface)
  const troubled = all.filter(needsSomebody)
  const ready = all.length - troubled.length
  return {
    ...{ code, ready, all: all.length, troubled: troubled.map(({ label }) => label) },
    state: ready === 0 ? 'todo' : troubled.length > 0 ? 'look' : 'done',
  }
}

export type ClosingView = {
  /** Who is at a station: the day is not closed over his head. */
  readonly atStations: readonly { readonly ticket: TicketId; readonly station: StationId }[]
  /** Who waits or was put aside, by service, in the order of the catalogue. */
  readonly waiting: readonly { readonly service: ServiceId; readonly count: number }[]
  readonly unserved: number
  readonly openStations: readonly { readonly station: StationId; readonly agent: AgentId | null }[]
  /** Devices whose work the server does not have yet, and those that are away and may have some. */
  readonly unsent: readonly { readonly label: string; readonly count: number }[]
  readonly away: readonly string[]
}

/** What is left of the day. */
export function closingView({ queue, catalogue, devices }: Omit<DayScene, 'now' | 'before' | 'day'>): ClosingView {
  const tickets = [...queue.tickets.values()]
  const left = tickets.filter(isUnserved)
  const waiting = catalogue.services.flatMap(({ id: service }) => {
    const count = left.filter(ticket => ticket.service === service).length
    return count > 0 ? [{ service, count }] : []
  })
  return {
    atStations: tickets.filter(isAtStation).map(({ id: ticket, station }) => ({ ticket, station })),
    waiting,
    unserved: left.length,
    openStations: [...queue.openStations.values()].map(({ station, agent }) => ({ station, agent })),
    unsent: devices.flatMap(({ label, says }) => (says && says.unsent > 0 ? [{ label, count: says.unsent }] : [])),
    away: devices.filter(({ isConnected, surface }) => !isConnected && surface !== 'display').map(({ label }) => label),
  }
}

function isUnserved({ state }: Ticket): boolean {
  return state === 'waiting' || state === 'parked'
}
