import type { deskFr } from './desk-fr'
import type { SameKeys } from './texts'

/** What a tablet tells its agent beside his work, in English. */
export const deskEn: SameKeys<typeof deskFr> = {
  ignored: {
    title:
      '{count, plural, one {# action did not count: its author had no right to it.} other {# actions did not count: their author had no right to them.}}',
    show: 'Show',
    hide: 'Hide',
    list: 'Actions that did not count',
    by: {
      kiosk: 'Kiosk {device}',
      agent: 'Tablet {device}',
      display: 'Display {device}',
      unknown: 'Unknown device {device}',
    },
    next: 'Check these devices. If in doubt, ask the administrator to revoke them.',
    times: '{count} ×',
    check_in: 'Check a citizen in',
    paper: 'Note a printed paper',
    call: 'Call a citizen',
    start: 'Start a service',
    complete: 'Complete a service',
    no_show: 'Mark a no-show',
    move: 'Move a ticket',
    priority: 'Change a priority',
    note: 'Note a remark',
    supervise: 'Act as a supervisor',
    station: 'Open or close a station',
    server: 'Speak for the server',
    seal: 'Sign its log',
  },
  wrongClock: {
    list: 'Wrong clocks',
    kiosk: 'Kiosk {digit}',
    ahead: '{device}: clock {span} fast.',
    behind: '{device}: clock {span} slow.',
    next: 'The order of the queue is corrected already. Have the time set right.',
  },
  staffRefusal: {
    queue_empty: 'Nobody is waiting for your services.',
    station_busy: 'Finish with the citizen at the station first.',
    station_closed: 'Open your station first.',
    on_break: 'You are on a break: go back to work first.',
    recall_too_soon: 'Wait 20 s between two calls.',
    no_show_too_soon: 'Call 3 times, or wait 2 min, before marking a no-show.',
    not_waiting: 'This ticket waits no more.',
    all_held: 'All who wait did not come when called just now: they are back in some minutes.',
    undo_too_late: 'Too late to undo: more than 10 s have passed.',
    too_late: 'This ticket was closed too long ago: the citizen takes a new one.',
    day_closed: 'The day is closed: nobody else is called.',
    wrong_state: 'This ticket has changed meanwhile. Look at its state and try again.',
    not_durable: 'This device could not save. Tell your manager before going on.',
    lost_call: '{number} is already at station {station} ({time}). Your call is cancelled.',
    lost_undo: '{number} is already at station {station} ({time}). What you took back stands.',
  },
}
