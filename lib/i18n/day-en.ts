import type { doorRefusalFr } from './day-fr'
import type { Messages } from './messages'

/** Why the queue of today cannot be changed so, told to a supervisor in English. */
export const commandRefusalEn: Messages['commandRefusal'] = {
  still_serving:
    '{count, plural, one {Somebody is still at station {stations}. Finish, then close the day.} other {Citizens are still at stations {stations}. Finish, then close the day.}}',
  day_open_already: 'The day is open already.',
  day_closed: 'The day is closed. Open it again first.',
  station_closed: 'This station is closed already.',
  wrong_state: 'This ticket has changed meanwhile. Look at its state and try again.',
  too_late: 'This ticket was closed too long ago: the citizen takes another one.',
  ticket_unknown: 'This ticket is not in today’s queue.',
  service_unknown: 'There is no such service here, or it is retired.',
  service_suspended: 'This service is suspended already.',
  service_not_suspended: 'This service is not suspended.',
  kiosk_unknown: 'This kiosk is not one of this centre’s today.',
  kiosk_paused: 'This kiosk is paused already.',
  kiosk_not_paused: 'This kiosk is not paused.',
}

/** Why a kiosk gives no ticket now, in English. */
export const doorRefusalEn: Pick<Messages['refusal'], keyof typeof doorRefusalFr> = {
  center_closed: {
    what: 'The centre is closed today.',
    next: 'Come back on an opening day, or go to the reception.',
  },
  not_open_yet: {
    what: 'Tickets are not given out yet.',
    next: 'Come back to this kiosk from {time}.',
  },
  last_ticket_passed: {
    what: 'The last ticket of the day has been given.',
    next: 'Come back on an opening day, or go to the reception.',
  },
  reception_closed: {
    what: 'No more tickets are given today.',
    next: 'Come back on an opening day, or go to the reception.',
  },
  quota_reached: {
    what: 'All of today’s tickets have been given.',
    next: 'Come back on an opening day, or go to the reception.',
  },
  kiosk_paused: {
    what: 'This kiosk is paused.',
    next: 'Use another kiosk, or go to the reception.',
  },
  service_suspended: {
    what: 'This service is suspended for now.',
    next: 'Choose another service, or go to the reception.',
  },
}
