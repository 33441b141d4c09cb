import { expect, test } from 'vitest'
import { ServiceId } from '@/lib/domain/ids'
import { isAtStation } from '@/lib/domain/ticket'
import { day, queueOf, ticketOf } from '@/tests/support/day'
import { CONFIG, SERVICES, serviceOf } from '@/tests/support/engine-center'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import { offersFor, otherServices } from './ticket-actions'

/** What the agent of station 1 is offered for ticket A101. */
function offered(script: string): string {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const ticket = queue.tickets.get(ticketOf('A101'))
  const [station, agent] = [DAY_CATALOGUE.stations[0], DAY_CATALOGUE.agents[0]]
  if (!ticket || !station || !agent) throw new Error('no ticket, or no station')
  const current = [...queue.tickets.values()].filter(isAtStation).find(at => at.station === station.id) ?? null
  const post = { station, agent, open: queue.openStations.has(station.id), occupation: null }
  const offers = offersFor(ticket, { post, current, rules: schedulingIn(queue).config, now })
  return offers.map(({ action, refusal }) => (refusal ? `${action}:${refusal}` : action)).join(' ')
}

test.each<[string, string, string]>([
  // day                                   offered                                             why
  ['1( A101', 'call grant change_service remark', 'it waits'],
  ['A101', 'call:station_closed grant change_service remark', 'the station is closed'],
  ['1( A101 A102 1>A102', 'call:station_busy grant change_service remark', 'somebody is at the station'],
  ['1( A101v', 'call grant change_service remove_head_start remark', 'it has a head start'],
  ['1( A101 A101e', 'call change_service remark', 'it is an emergency already'],
  ['1( A101v 1>A101', 'change_service remove_head_start remark flag_time', 'it is at this station'],
  ['2( 1( A101v 2>A101', 'remark flag_time', 'it is at another station'],
  ['1( A101 1>A101 1+ 1p', 'resume remark', 'it is parked'],
  ['1( A101 1>A101 ~2m 1- ~59m', 'reopen remark flag_time', 'closed as a no-show within the hour'],
  ['1( A101 1>A101 ~2m 1- ~61m', 'reopen:too_late remark flag_time', 'longer ago'],
  ['1( A101 1>A101 1+ 1.', 'remark flag_time', 'done'],
])('[CALL-12] %s: %s, since %s', (script, expected) => {
  expect(offered(script)).toBe(expected)
})

test('[CALL-12] a citizen is sent to any other service that is open, but for emergencies and "I do not know"', () => {
  const open = SERVICES.map(service => (service.code === 'CORRECTION' ? { ...service, active: false } : service))
  const codes = (of: ServiceId) => otherServices(open, of, CONFIG).map(({ code }) => code)
  expect(codes(serviceOf('R'))).toEqual(['APPOINTMENT', 'COLLECTION', 'NEW_APP'])
  expect(codes(ServiceId.parse(99))).toEqual(['APPOINTMENT', 'COLLECTION', 'RENEWAL', 'NEW_APP'])
})
