import { expect, test } from 'vitest'
import { DAY, day, queueOf, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import type { MeasuredDay } from './catalogue'
import { type Foretold, foresightOf, foretoldTo, foretoldToNewcomer } from './estimates'
import type { ServiceDay } from './ids'
import { ALL_IN_REACH, type Reach } from './scheduling'

const ALONE: Reach = { lostSince: () => 0, isGone: () => false }

type Told = { closesAt?: string; reach?: Reach; isVulnerable?: boolean; asked?: keyof typeof SERVICES }

/** What a newcomer is told, at a center with these hours (`HH:MM`; the days in words begin at 08:00). */
function toldAt(script: string, told: Told = {}): Foretold {
  const { closesAt = '23:59', reach = ALL_IN_REACH, isVulnerable = false, asked = 'A' } = told
  const { events, now } = day(script)
  const queue = queueOf(events)
  // Agent 1 has not learnt service B.
  const agents = DAY_CATALOGUE.agents.map((agent, i) => (i > 0 ? agent : { ...agent, services: [SERVICES.A.id] }))
  const catalogue = { ...DAY_CATALOGUE, agents, center: { ...DAY_CATALOGUE.center, closesAt } }
  const foresight = foresightOf(queue, catalogue, DAY, schedulingIn(queue, catalogue, reach), now)
  const service = SERVICES[asked].id
  return foretoldToNewcomer({ service, isVulnerable }, foresight, now)
}

const FIVE = 'A101 A102 A103 A104 A105'
const TWENTY = Array.from({ length: 20 }, (_, i) => `A1${10 + i}`).join(' ')

test.each<[string, string, number, string]>([
  ['', 'unknown', 0, 'no station is open: no figure is invented'],
  [FIVE, 'unknown', 5, 'but so many are there'],
  ['1(', 'range', 0, 'nobody is ahead'],
  [`1( ${FIVE}`, 'range', 5, 'five are ahead'],
])('[CALL-8, ENGINE-15] %s: %s, %i ahead: %s', (script, kind, ahead) => {
  const { wait, ahead: said } = toldAt(script)
  expect([wait.kind, said]).toEqual([kind, ahead])
  if (wait.kind !== 'range') return
  expect(wait.toMinutes).toBeGreaterThan(wait.fromMinutes)
  expect([wait.fromMinutes % 5, wait.toMinutes % 5]).toEqual([0, 0])
})

test('[ENGINE-15] more stations, a shorter wait', () => {
  const [one, three] = [toldAt(`1( ${FIVE}`), toldAt(`1( 2( 3( ${FIVE}`)].map(({ wait }) =>
    wait.kind === 'range' ? wait.toMinutes : Number.NaN,
  )
  expect(three).toBeLessThan(one ?? 0)
})

test('[ENGINE-15] who asks for the head start is told of a wait with it', () => {
  const ahead = [false, true].map(isVulnerable => toldAt(`1( ${TWENTY} ~5m`, { isVulnerable }).ahead)
  expect(ahead[1]).toBeLessThan(ahead[0] ?? 0)
})

test.each<[string, Told, boolean, string]>([
  ['1(', {}, true, 'a station is open'],
  ['1(', { reach: ALONE }, true, 'the kiosk is alone, and the hall works on'],
  ['', {}, false, 'no station is open'],
  ['1( 1)', {}, false, 'the station has closed'],
  ['1(', { asked: 'B' }, false, 'nobody who is there has learnt it'],
  ['1( 2(', { asked: 'B' }, true, 'agent 2 has'],
])('[ENGINE-15] %s, %o: served %s: %s', (script, asked, expected) => {
  expect(toldAt(script, asked).isServed).toBe(expected)
})

test.each<[string, string, string, string]>([
  [`1( ${FIVE}`, '23:59', 'ordinary', 'there is a whole day'],
  [`1( ${TWENTY} A140 A141`, '08:20', 'refuse', 'his turn would not come'],
  [FIVE, '08:10', 'ordinary', 'before anybody is there nobody is sent away'],
  [`~30m 1( ${TWENTY}`, '08:20', 'ordinary', 'after closing those inside are served, and no chance is told'],
])('[ENGINE-17] %s, closing at %s: %s: %s', (script, closesAt, expected) => {
  expect(toldAt(script, { closesAt }).closing).toBe(expected)
})

test.each<[string, Told, string]>([
  ['1(', { reach: ALONE }, 'a kiosk that is alone does not see who serves'],
  ['1(', { asked: 'B' }, 'the agent for it may come yet'],
])('[ENGINE-17] %s, %o: nobody is sent away: %s', (script, asked) => {
  const { wait, closing } = toldAt(script, asked)
  expect([wait.kind, closing]).toEqual(['unknown', 'ordinary'])
})

test.each<[string, readonly number[], string]>([
  [`1( ${FIVE}`, [0, 1, 2, 3, 4], 'a station is open'],
  [FIVE, [0, 1, 2, 3, 4], 'before anybody is there, as at six in the morning'],
  ['A101 A102 A103v', [1, 2, 0], 'one has the head start'],
  ['A101 A102 A103 A103e', [1, 2, 0], 'one is an emergency'],
  ['A101 B102 A103', [0, 0, 1], 'each service has its own line'],
])('[ENGINE-15] %s: the holders of tickets are told of their own places, %j: %s', (script, expected) => {
  const { events, now } = day(script)
  const queue = queueOf(events)
  const foresight = foresightOf(queue, DAY_CATALOGUE, DAY, schedulingIn(queue), now)
  const places = [...queue.tickets.values()].map(ticket => foretoldTo(ticket, foresight, now).ahead)
  expect(places).toEqual(expected)
})

test('[ENGINE-16] earlier days tell who will come, and today is not one of them', () => {
  const measured = (day: string): MeasuredDay => ({
    day: day as ServiceDay, // reason: a date of this test
    cells: [],
    pauses: { n: 0, sumMs: 0 },
    arrivals: [{ slot: 18, priority: 4, service: SERVICES.A.id, count: 40 }],
  })
  const { events, now } = day('1( A101')
  const queue = queueOf(events)
  const basisWith = (...days: string[]) => {
    const catalogue = { ...DAY_CATALOGUE, center: { ...DAY_CATALOGUE.center, measuredDays: days.map(measured) } }
    return foresightOf(queue, catalogue, DAY, schedulingIn(queue, catalogue), now).outlook.basis
  }
  expect([basisWith(), basisWith(DAY), basisWith('2026-02-27')]).toEqual(['today', 'today', 'history'])
})

test('[ENGINE-16] after closing nobody comes any more', () => {
  const doorsAt = (closesAt: string) => {
    const { events, now } = day('1( A101')
    const queue = queueOf(events)
    const catalogue = { ...DAY_CATALOGUE, center: { ...DAY_CATALOGUE.center, closesAt } }
    const { outlook } = foresightOf(queue, catalogue, DAY, schedulingIn(queue, catalogue), now)
    return [outlook.doorsCloseAt !== null && outlook.doorsCloseAt <= now, outlook.closesAt === null]
  }
  // The days in words begin at 08:00; a center that closes before it opens has no hours.
  expect([doorsAt('07:30'), doorsAt('15:30')]).toEqual([
    [true, true],
    [false, false],
  ])
})
