import type { SameKeys } from './texts'
import type { turnFr } from './turn-fr'

/** What is told of a turn, and what stands on a ticket of paper, in English. */
export const turnEn: SameKeys<typeof turnFr> = {
  wait: {
    label: 'Estimated wait',
    range: '{from} to {to} min',
    figures: '{from}–{to} min',
    upTo: 'under {to} min',
    unknown: 'Not known at the moment',
    unknownShort: 'Unknown',
    ahead: '{count, plural, =0 {Nobody ahead of you} one {# person ahead of you} other {# people ahead of you}}',
    mayChange: '(may change)',
    mayChangeInLine: 'for this service (may change)',
    waiting: '{count, plural, =0 {Nobody is waiting} one {# person is waiting} other {# people are waiting}}',
    span: '{waiting}: <part>{wait}, by service</part>',
    spanUnknown: '{waiting}: wait not known',
    station: 'Probably station {station}',
    unserved: 'No station is serving this service at the moment. Your ticket keeps your place.',
    closing: 'Please note: we close at {time}. Your turn may not come before.',
    called: 'Your number is being called: go to station {station}.',
    noTurn: 'This ticket is no longer waiting in the queue. If in doubt, please go to the reception.',
  },
  ticket: {
    test: 'TEST',
    testService: 'Printer test',
    testSaid: 'This paper is not a ticket. All of it must be readable: É È À Ç é è ê à ç ù œ « ».',
    follow: 'Follow it on your phone',
    duplicate: 'DUPLICATE',
    number: 'Number',
    priority: 'P',
    wait: 'Estimated wait: {wait} (at\u00a0{time})',
    waitUnknown: 'Estimated wait: not known (at\u00a0{time})',
    next: 'Stay in the hall. Your number will be shown on the screen and announced.',
    absence: 'Absent after 3 calls: go to the reception.',
    issued: '{date}, {time}',
    kiosk: '{label}',
    code: 'Code {code}',
    offline: 'H',
  },
}
