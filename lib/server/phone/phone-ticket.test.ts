import { expect, test } from 'vitest'
import { foresightOf } from '@/lib/domain/estimates'
import { DAY, day, queueOf, ticketOf } from '@/tests/support/day'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import { ForetoldTurns } from './foretold-turns'
import { phoneTicketOf } from './phone-ticket'

const STEPS = [
  { fr: 'Dossier', en: 'Documents' },
  { fr: 'Biométrie', en: 'Biometrics' },
]
const services = DAY_CATALOGUE.services.map(service => ({
  ...service,
  steps: { A: STEPS, B: STEPS.slice(0, 1) }[service.letter] ?? [],
}))
const CATALOGUE = {
  ...DAY_CATALOGUE,
  services,
  // The sign of a station is not its id.
  stations: DAY_CATALOGUE.stations.map(station => ({ ...station, number: `G${station.number}` })),
}

function told(script: string, number: string) {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const foresight = foresightOf(queue, CATALOGUE, DAY, schedulingIn(queue, CATALOGUE), now)
  return phoneTicketOf(queue, CATALOGUE, new ForetoldTurns(foresight, now), ticketOf(number), now)
}

test.each<[string, string, string]>([
  // day                                       told                              why
  ['1( 2( A101', 'waiting here, 1/2', 'nobody has sent him anywhere'],
  ['1( 2( A101 1>A101 1+ 1>>2', 'waiting sent on to G2, 1/2', 'to a station'],
  ['1( 2( A101 1>A101 1+ 1>>@2', 'waiting sent on to G2, 1/2', 'to an agent: where he sits, not who he is'],
  ['1( 3( A101 1>A101 1+ 1>>2', 'waiting sent on, 1/2', 'nobody is there: whoever is free takes him'],
  ['1( 2( 3( A101 1>A101 1+ 1>>2 2)', 'waiting sent on, 1/2', 'nor is any more'],
  ['1( 2( A101 1>A101 1+ 1>>+', 'waiting sent on, 2/2', 'the next step, whoever does it'],
  ['1( 2( A101 1>A101 1+ 1>>+ 2>A101', 'called here, 2/2', 'called for it'],
  ['1( 2( A101 1>A101 1+ 1>>2 2>A101 2r', 'waiting here to G2, 1/2', 'called since: he knows it all'],
  ['1( 2( A101 1>A101 1+ 1>>+ 2>A101 2+ 2%R', 'waiting sent on', 'to a service without steps'],
  ['1( 2( B101 1>B101 1+', 'serving here', 'a visit of one step has no next one'],
  ['1( 2( A101 1>A101 1+ 1>>+ 2>A101 2+ 2.', 'completed here', 'nothing is to come'],
])('[PHONE-5] %s: %s: %s', (script, expected) => {
  const ticket = told(script, script.includes('B101') ? 'B101' : 'A101')
  const where = [ticket?.sentOn ? 'sent on' : 'here', ...(ticket?.sentTo ? [`to ${ticket.sentTo}`] : [])].join(' ')
  const step = ticket?.step ? `, ${ticket.step.no}/${ticket.step.count}` : ''
  expect(`${ticket?.state} ${where}${step}`).toBe(expected)
})

test.each<[string, number | null, string | null, string]>([
  // day                          held for    set aside for   why
  ['1( A101', null, null, 'nobody has called him'],
  ['1( A101 1>A101', null, null, 'he is called'],
  ['1( A101 1>A101 1~', 5, null, 'he did not come'],
  ['1( A101 1>A101 1~ ~6m', null, null, 'he may be called again'],
  ['1( A101 1>A101 1r', null, null, 'put back where he stood'],
  ['1( A101 1>A101 1+ 1p', null, 'errand', 'he fetches something'],
  ['1( A101 1>A101 1+ 1P', null, 'center', 'the center is not ready for him'],
  ['1( A101 1>A101 1+ 1P 1=A101', null, null, 'he waits again'],
])('[PHONE-7] %s: held for %s minutes, set aside for %s: %s', (script, held, aside) => {
  const ticket = told(script, 'A101')
  const { heldUntil = null, asOf = 0 } = ticket ?? {}
  expect([heldUntil && Math.round((heldUntil - asOf) / 60_000), ticket?.pausedFor]).toEqual([held, aside])
})

test('[PHONE-6] each call of a ticket is told apart by its time', () => {
  const calls = ['1( A101', '1( A101 1>A101', '1( A101 1>A101 1!', '1( A101 1>A101 1! 1+'].map(script =>
    told(script, 'A101'),
  )
  const [, first, again] = calls.map(ticket => ticket?.calledAt ?? null)
  expect(calls.map(ticket => [ticket?.calls, ticket?.calledAt ?? null])).toEqual([
    [0, null],
    [1, first],
    [2, again],
    [0, null],
  ])
  expect(first).toBeLessThan(again ?? 0)
})

test('[PHONE-5] the step is told by its name in both languages', () => {
  expect(told('1( 2( A101 1>A101 1+ 1>>+', 'A101')?.step).toEqual({ no: 2, count: 2, ...STEPS[1] })
})
