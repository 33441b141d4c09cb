import type { Messages } from './messages'

/** The day of a centre at the console, in English. */
export const dayEn: Messages['day'] = {
  title: 'Day',
  today: '{date}',
  state: {
    unopened: 'Nobody has opened the day by hand: the kiosks go by the hours.',
    open: 'Open since {time}, by {agent}.',
    closed: 'Closed at {time} by {agent}. The kiosks give no more tickets.',
    administrator: 'an administrator',
    forgotten: 'Closed by itself at {time}: nobody had closed it.',
  },
  openTitle: 'Before opening',
  openHelp: 'Each line is read from the devices and the queue. None of them keeps you from opening.',
  openDay: 'Open the day',
  reopenDay: 'Open the day again',
  openAsk: 'Open the day?',
  openText: 'The kiosks give tickets from now on, whatever the hours say.',
  reopenAsk: 'Open the day again?',
  reopenText: 'The kiosks give tickets again. Tickets that were cancelled or carried over stay so.',
  closeTitle: 'Closing the day',
  closeHelp: 'The kiosks give no more tickets, and nobody is called any more.',
  closeDay: 'Close the day',
  closeAsk: 'Close the day?',
  word: 'CLOSE',
  closeCarry:
    '{count, plural, =0 {Nobody waits.} one {# citizen is carried over to the next open day, with priority. The new number is shown afterwards: hand it out.} other {# citizens are carried over to the next open day, with priority. The new numbers are shown afterwards: hand them out.}}',
  closeVoid:
    '{count, plural, =0 {Nobody waits.} one {The ticket of # citizen is cancelled, who will have to come back for another one.} other {The tickets of # citizens are cancelled, who will have to come back for others.}}',
  check: {
    done: 'In order',
    todo: 'To do',
    look: 'To know',
  },
  before: {
    label: 'The day before',
    none: 'There is none.',
    closed: '{date}: closed.',
    forgotten: '{date}: closed by itself, with the tickets that were left.',
    left_open: '{date}: still open. It closes itself two hours after midnight.',
  },
  hours: {
    label: 'Hours of today',
    open: 'From {opens} to {closes}.',
    closed: 'The centre is closed on this day of the week. Opening the day opens it all the same.',
    holiday: 'Holiday: {name}. Opening the day opens the centre all the same.',
  },
  kiosks: {
    label: 'Kiosks',
    next: 'Switch a kiosk on, and check its paper: Floor page, Devices.',
  },
  displays: {
    label: 'Displays',
    next: 'Switch a display on, and touch it once for the sound.',
  },
  tablets: {
    label: 'Tablets',
    next: 'Switch a tablet on.',
  },
  ready: '{ready} of {all} in order.',
  noDevice: 'There is none. Add one on the Devices page.',
  troubled: 'To look at: {names}.',
  staff: {
    label: 'Agents signed in',
    count:
      '{count, plural, =0 {Nobody has signed in on a tablet yet.} one {# person has signed in today.} other {# people have signed in today.}}',
    next: 'Everybody signs in on a tablet.',
  },
  stations: {
    label: 'Open stations',
    count: '{open} of {all}.',
    next: 'Agents open them on their tablets.',
  },
  services: {
    label: 'Services',
    fine: 'All are open.',
    suspended: 'Suspended: {names}. The Floor page resumes them.',
  },
  messages: {
    label: 'Messages on the displays',
    count: '{count, plural, =0 {None.} one {# shown.} other {# shown.}}',
  },
  served: {
    label: 'Being served',
    none: 'Nobody.',
    at: '{number} at station {station}',
    next: 'The day is not closed while somebody is at a station.',
  },
  waiting: {
    label: 'Still waiting',
    none: 'Nobody.',
    of: '{service}: {count}',
  },
  openStations: {
    label: 'Stations still open',
    none: 'None.',
    of: 'station {station} ({agent})',
    next: 'They call nobody once the day is closed.',
  },
  unsent: {
    label: 'Work not received yet',
    none: 'All is received.',
    of: '{device}: {count, plural, one {# action} other {# actions}}',
    away: 'Out of reach, and perhaps late: {names}. What they bring later follows the same choice.',
  },
  fate: {
    label: 'Who was not served',
    carry_over: 'Carry over to the next open day, with priority',
    carryHelp: 'Under a new number, which you hand out now.',
    close: 'Cancel the tickets',
    closeHelp: 'Everybody will have to take another ticket on another day.',
  },
  carried: {
    title: 'Tickets carried over',
    help: 'Give everybody the new number: it comes first of its class on the next open day.',
    old: 'Ticket of today',
    next: 'New number',
    none: 'No ticket carried over.',
    print: 'Print the list',
    printed: 'Tickets carried over from {date}',
  },
}
