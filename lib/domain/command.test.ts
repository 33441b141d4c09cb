import { expect, test } from 'vitest'
import {
  DAY,
  day,
  dayQueue,
  type Happening,
  kiosk,
  lost,
  SERVICES,
  saidByServer,
  ticketOf,
  told,
} from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import { type CenterCommand, decideCommand } from './command'
import { DeviceId, ServiceId, StationId } from './ids'

const CENTER = { catalogue: DAY_CATALOGUE, day: DAY }
const ada = ticketOf('A101')
const ONE = StationId.parse(1)
const R = SERVICES.R.id

/** The tickets after a supervisor at the console has commanded something, or why nothing came of it. */
function commanded(script: string, command: CenterCommand): string {
  const before = day(script)
  const decided = decideCommand(dayQueue(script), CENTER, command, null, before.now)
  if (!decided.ok) return decided.refusal.code
  return told(saidByServer(before, decided.value))
}

const cancel: CenterCommand = { kind: 'cancel_ticket', ticket: ada, code: 'left_by_citizen' }
const transfer: CenterCommand = { kind: 'transfer_ticket', ticket: ada, service: R }
const reopen: CenterCommand = { kind: 'reopen_ticket', ticket: ada }
const grant: CenterCommand = { kind: 'grant_emergency', ticket: ada, reason: 'supervisor' }
const release: CenterCommand = { kind: 'release_station', station: ONE }

test.each<[string, CenterCommand, string, string]>([
  // so far                            command   the tickets then                            why
  ['A101', cancel, 'A101 closed', 'whoever waits has left'],
  ['1( A101 1>A101', cancel, 'A101 closed 1', 'or did before he came to the station'],
  ['1( A101 1>A101 1p', cancel, 'A101 closed', 'or is away for good'],
  ['1( A101 1>A101 1+', cancel, 'wrong_state', 'who is being served is there'],
  ['1( A101 1>A101 1+ 1.', cancel, 'wrong_state', 'or was'],
  ['A102', cancel, 'ticket_unknown', 'no such ticket'],
  ['{ A101=ada | A201=ada }', cancel, 'A101 closed, A201 closed', 'with all papers of the person'],
  ['{ A201=ada | A101=ada }', cancel, 'A101 closed, A201 closed', 'both numbers lead to him'],
  ['A101', transfer, 'A101 waiting', 'also who only waits'],
  ['1( A101 1>A101 1+', transfer, 'wrong_state', 'whoever serves him sends him on'],
  ['A101 0%RA101', transfer, 'wrong_state', 'he is there already'],
  ['A101 d)', transfer, 'day_closed', 'nobody is served there today'],
  ['1( A101 1>A101 1-', reopen, 'A101 waiting', 'he came back'],
  ['1( A101 1>A101 1- ~61m', reopen, 'too_late', 'within the hour'],
  ['A101 A101x', reopen, 'A101 waiting', 'the supervisor was wrong'],
  ['A101 A101c', reopen, 'wrong_state', 'tomorrow has taken him over'],
  ['A101', reopen, 'wrong_state', 'he waits'],
  ['A101', grant, 'A101 waiting', 'granted from the console'],
  ['A101 A101e', grant, 'wrong_state', 'once'],
  ['1( A101 1>A101', release, 'A101 waiting', 'who was at the station queues again'],
  ['1( A101 1>A101 1+', release, 'A101 waiting', 'also from the middle of a service'],
  ['A101', release, 'station_closed', 'nothing to release'],
])('[CALL-13] %s, %j: %s: %s', (script, command, expected) => {
  expect(commanded(script, command)).toBe(expected)
})

const unknownService: CenterCommand = { kind: 'suspend_service', service: ServiceId.parse(99) }
const noKiosk: CenterCommand = { kind: 'pause_kiosk', device: DeviceId.parse('agent1') }

test.each<[string, CenterCommand, string]>([
  ['', { kind: 'suspend_service', service: R }, 'suspended 3'],
  ['R)', { kind: 'suspend_service', service: R }, 'service_suspended'],
  ['R)', { kind: 'resume_service', service: R }, ''],
  ['', { kind: 'resume_service', service: R }, 'service_not_suspended'],
  ['', unknownService, 'service_unknown'],
  ['', { kind: 'pause_kiosk', device: kiosk(1) }, 'paused kiosk1'],
  ['k1)', { kind: 'pause_kiosk', device: kiosk(1) }, 'kiosk_paused'],
  ['k1)', { kind: 'resume_kiosk', device: kiosk(1) }, ''],
  ['', { kind: 'resume_kiosk', device: kiosk(1) }, 'kiosk_not_paused'],
  ['', noKiosk, 'kiosk_unknown'],
  ['', { kind: 'open_day' }, 'open'],
  ['d(', { kind: 'open_day' }, 'day_open_already'],
  ['d)', { kind: 'open_day' }, 'open'],
  ['', { kind: 'close_day', unserved: 'close' }, 'closed'],
  ['d)', { kind: 'close_day', unserved: 'close' }, 'day_closed'],
  ['', { kind: 'acknowledge_alert', alert: 'out_of_reach:3' }, 'seen out_of_reach:3'],
])('[DAY-7] %s, then %j: %s', (script, command, expected) => {
  const before = day(`opened ${script}`)
  const decided = decideCommand(dayQueue(`opened ${script}`), CENTER, command, null, before.now)
  const said = decided.ok ? stateOf(saidByServer(before, decided.value)) : decided.refusal.code
  expect(said).toBe(expected)
})

function stateOf({ dayState }: ReturnType<typeof saidByServer>): string {
  const { reception, suspendedServices, pausedKiosks, acknowledgedAlerts } = dayState
  return [
    ...(reception ? [reception.state] : []),
    ...[...suspendedServices.keys()].map(service => `suspended ${service}`),
    ...[...pausedKiosks.keys()].map(device => `paused ${device}`),
    ...[...acknowledgedAlerts.keys()].map(alert => `seen ${alert}`),
  ].join(', ')
}

test.each<[string, string, string, string]>([
  // while apart                          after the merge      who lost                 why
  ['A101 { A101x | 1>A101 }', 'A101 called 1', 'server lost A101 to 1', 'somebody called him after all'],
  ['A101 { A101x | 1>A101 1+ }', 'A101 serving 1', 'server lost A101 to 1', 'and he was there'],
  ['A101 1>A101 1+ { A101c | 1. }', 'A101 completed 1', 'server lost A101 to 1', 'he was served to the end'],
  [
    'A101 { A101c | 1>A101 1- }',
    'A101 closed',
    'agent1 lost A101 to null',
    'nobody found him, and the day ended first',
  ],
  ['A101 1>A101 1p { A101x | 1=A101 }', 'A101 closed', 'agent1 lost A101 to null', 'the earlier word on who is away'],
  [
    'A101 1>A101 { 0rA101 | 1+ }',
    'A101 serving 1',
    'server lost A101 to 1',
    'the station was released while he sat there',
  ],
  ['A101 { 0%RA101 | 1>A101 }', 'A101 called 1', 'server lost A101 to 1', 'called at the old service meanwhile'],
])('[CONF-4] %s -> %s, %s: %s', (script, expected, losers) => {
  expect(told(dayQueue(script))).toBe(expected)
  expect(lost(dayQueue(script))).toBe(losers)
})

test('[CONF-4] whatever the order of arrival, a closed ticket and the state of the day are the same', () => {
  const { events }: Happening = day('opened A101=ada 1>A101 { 1+ | A101x } A102 d( R) k1) 1@ A102c d)')
  const expected = stateOf(dayQueue('opened A101=ada 1>A101 { 1+ | A101x } A102 d( R) k1) 1@ A102c d)'))
  for (let first = 0; first < events.length; first++) {
    const turned = saidByServer({ events: [...events.slice(first), ...events.slice(0, first)], now: 0 }, [])
    expect(told(turned)).toBe('A101 serving 1, A102 closed')
    expect(stateOf(turned)).toBe(expected)
  }
})
