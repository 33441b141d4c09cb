import { expect, test } from 'vitest'
import { CONFIG, idOf, NOW, serviceOf, waiting } from '@/tests/support/engine-center'
import { AgentId } from '../ids'
import { classify, type IntakeNote, reclassify, withoutHeadStart } from './classify'
import { MINUTE_MS } from './config'

/** `R` a renewal, `-` he does not know; `p20` an appointment 20 minutes ago; `v` vulnerable; `!` granted an emergency. */
function intake(script: string) {
  const [, letter = '', appointment, vulnerable, emergency] = /^(.)(?: p(-?[\d.]+))?( v)?( !)?$/.exec(script) ?? []
  return classify(
    {
      id: idOf('R101'),
      service: letter === '-' ? null : serviceOf(letter),
      checkedInAt: NOW,
      appointmentAt: appointment === undefined ? null : NOW - Number(appointment) * MINUTE_MS,
      isVulnerable: vulnerable !== undefined,
      emergencyGrantedBy: emergency === undefined ? null : AgentId.parse(7),
    },
    CONFIG,
  )
}

test.each<[string, string, number, number, IntakeNote[], string]>([
  // who       service class credit   notes                       why
  ['R', 'R', 4, 0, [], 'his service'],
  ['-', 'U', 5, 0, ['unknown_service'], 'who does not know queues as a new application'],
  ['U', 'U', 5, 0, ['unknown_service'], 'also when he says so himself'],
  ['E', 'E', 5, 0, [], 'a service named emergency makes none'],
  ['P', 'P', 5, 0, [], 'a service named appointment makes none'],
  ['C p-30', 'C', 2, -30, ['appointment_early'], 'half an hour early: the credit starts at the time booked'],
  ['C p-31', 'C', 3, 0, ['appointment_too_early'], 'more than half an hour early'],
  ['M p0', 'M', 2, 0, ['appointment_on_time'], 'to the minute'],
  ['M p15', 'M', 2, 0, ['appointment_on_time'], 'a quarter of an hour late'],
  ['M p16', 'M', 6, 0, ['appointment_missed'], 'later than that'],
  ['R v', 'R', 4, 15, ['vulnerable'], 'a head start of a quarter of an hour'],
  ['R p-10 v', 'R', 2, 5, ['appointment_early', 'vulnerable'], 'both'],
  ['R !', 'R', 1, 0, ['emergency_granted'], 'granted by a member of staff'],
  ['R p-10 !', 'R', 1, 0, ['appointment_early', 'emergency_granted'], 'an emergency waits from now'],
])('[ENGINE-3] %s: service %s, class %i, credit %i min, %j: %s', (script, service, priority, credit, notes, _why) => {
  const classified = intake(script)
  expect(classified).toMatchObject({
    ok: true,
    value: {
      ticket: { service: serviceOf(service), priority, creditStart: NOW - credit * MINUTE_MS, notBefore: 0 },
      notes,
    },
  })
})

test('[ENGINE-3] where no row stands for the unknown, the citizen is asked', () => {
  const nobodyKnows = {
    id: idOf('R101'),
    service: null,
    checkedInAt: NOW,
    appointmentAt: null,
    isVulnerable: false,
    emergencyGrantedBy: null,
  }
  expect(classify(nobodyKnows, { ...CONFIG, unknownService: null })).toEqual({
    ok: false,
    refusal: { code: 'service_needed' },
  })
})

test.each([
  // ticket         becomes   class
  ['U101@20/5', 'C', 3],
  ['U101@20/5', 'M', 6],
  ['U101@20/2', 'M', 2],
  ['U101@20/1', 'R', 1],
])('[ENGINE-3] %s turns out to be %s: class %i, and its credit stays', (script, service, priority) => {
  const [ticket] = waiting(script)
  const known = ticket && reclassify(ticket, serviceOf(service), CONFIG)
  expect(known).toEqual({ ...ticket, service: serviceOf(service), priority })
})

test('[ENGINE-3] a head start is taken back once', () => {
  const [ticket] = waiting('R101@35v')
  const plain = ticket && withoutHeadStart(ticket, CONFIG)
  expect(plain).toEqual(waiting('R101@20').map(expected => ({ ...expected, checkedInAt: ticket?.checkedInAt }))[0])
  expect(plain && withoutHeadStart(plain, CONFIG)).toBe(plain)
})
