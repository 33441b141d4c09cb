import type { QueueEvent, ReceptionCode } from './events'
import type { AgentId, DeviceId, InstantMs, ServiceId } from './ids'
import { unreachable } from './result'
import { type ClockCorrections, sortByStamp, timeOf } from './stamp'

/** What was said of the day as a whole, of a service or of a kiosk: of none of its tickets and stations. */
export type DayEvent = Extract<
  QueueEvent,
  {
    type:
      | 'reception.opened.v1'
      | 'reception.closed.v1'
      | 'service.suspended.v1'
      | 'service.resumed.v1'
      | 'kiosk.paused.v1'
      | 'kiosk.resumed.v1'
      | 'alert.acknowledged.v1'
      | 'advice.followed.v1'
      | 'staff.signed_in.v1'
  }
>

type ReceptionClosed = Extract<DayEvent, { type: 'reception.closed.v1' }>

/** Whether the center gives tickets, as a person said last; it may be opened again on the same day. `by` as of an alert. */
export type Reception =
  | { readonly state: 'open'; readonly openedAt: InstantMs; readonly by: AgentId | null }
  | {
      readonly state: 'closed'
      readonly closedAt: InstantMs
      readonly code: ReceptionCode
      readonly by: AgentId | null
      /** Whether who was not served has his place the next day; null when nobody has chosen. */
      readonly isCarried: boolean | null
    }

export type DayState = {
  /** Null as long as nobody has opened or closed it by hand: then it goes by the center's hours. */
  readonly reception: Reception | null
  /** Since when. */
  readonly suspendedServices: ReadonlyMap<ServiceId, InstantMs>
  readonly pausedKiosks: ReadonlyMap<DeviceId, InstantMs>
  /** By the name of the alert (`alertName`), when it was last seen to, and by whom. */
  readonly acknowledgedAlerts: ReadonlyMap<string, Acknowledged>
  /** When something was changed on advice, oldest first. */
  readonly adviceFollowed: readonly InstantMs[]
  /** The devices on which each person has proven today who he is. */
  readonly signIns: ReadonlyMap<AgentId, ReadonlySet<DeviceId>>
}

/** `by` null: a person of all centers, who is no member of its staff. */
export type Acknowledged = { readonly at: InstantMs; readonly by: AgentId | null }

/** @param events in any order */
export function dayStateOf(events: readonly DayEvent[], corrections: ClockCorrections): DayState {
  let reception: Reception | null = null
  const suspendedServices = new Map<ServiceId, InstantMs>()
  const pausedKiosks = new Map<DeviceId, InstantMs>()
  const acknowledgedAlerts = new Map<string, Acknowledged>()
  const adviceFollowed: InstantMs[] = []
  const signIns = new Map<AgentId, Set<DeviceId>>()
  for (const event of sortByStamp([...events], corrections)) {
    const at = timeOf(event, corrections)
    switch (event.type) {
      case 'reception.opened.v1':
        reception = { state: 'open', openedAt: at, by: event.actor }
        break
      case 'reception.closed.v1':
        reception = closedReception(event, at)
        break
      case 'service.suspended.v1':
        suspendedServices.set(event.service, at)
        break
      case 'service.resumed.v1':
        suspendedServices.delete(event.service)
        break
      case 'kiosk.paused.v1':
        pausedKiosks.set(event.subject, at)
        break
      case 'kiosk.resumed.v1':
        pausedKiosks.delete(event.subject)
        break
      case 'alert.acknowledged.v1':
        acknowledgedAlerts.set(event.alert, { at, by: event.actor })
        break
      case 'advice.followed.v1':
        adviceFollowed.push(at)
        break
      case 'staff.signed_in.v1':
        signIns.set(event.subject, new Set([...(signIns.get(event.subject) ?? []), event.on]))
        break
      default:
        unreachable(event)
    }
  }
  return { reception, suspendedServices, pausedKiosks, acknowledgedAlerts, adviceFollowed, signIns }
}

function closedReception({ code, actor: by, carried }: ReceptionClosed, closedAt: InstantMs): Reception {
  return { state: 'closed', closedAt, code, by, isCarried: carried === null ? null : carried === 1 }
}

const DAY_TYPES: ReadonlySet<QueueEvent['type']> = new Set<DayEvent['type']>([
  'reception.opened.v1',
  'reception.closed.v1',
  'service.suspended.v1',
  'service.resumed.v1',
  'kiosk.paused.v1',
  'kiosk.resumed.v1',
  'alert.acknowledged.v1',
  'advice.followed.v1',
  'staff.signed_in.v1',
])

export function isDayEvent(event: QueueEvent): event is DayEvent {
  return DAY_TYPES.has(event.type)
}
