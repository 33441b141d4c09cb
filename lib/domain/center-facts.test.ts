import { expect, test } from 'vitest'
import { DAY, day, queueOf, SERVICES } from '@/tests/support/day'
import { DAY_CATALOGUE } from '@/tests/support/scheduling'
import type { MeasuredDay } from './catalogue'
import { callCounts, driftsOf, noShowsByTime, otherVersions } from './center-facts'
import { ENGINE_VERSION, MINUTE_MS } from './engine/config'
import { ServiceRecords } from './engine/service-records'
import type { Called, QueueEvent } from './events'
import { AgentId, type ServiceDay } from './ids'
import { configOn } from './scheduling'

const CONFIG = configOn(DAY, DAY_CATALOGUE)

function ticketsOf(script: string, heard = (event: QueueEvent) => event) {
  return [...queueOf(day(script).events.map(heard)).tickets.values()]
}

test.each<[string, string, string]>([
  ['1( A101 1>A101', '', 'called: nobody knows yet'],
  ['1( A101 1>A101 1+', 'o', 'he came'],
  ['1( A101 1>A101 1+ 1.', 'o', 'and was served'],
  ['1( A101 1>A101 1~', 'x', 'he did not come, and is called again'],
  ['1( A101 1>A101 1~ 1>A101 1+', 'xo', 'then he came'],
  ['1( A101 1>A101 1~ 1>A101 1~ 1>A101 1-', 'xxx', 'never'],
  ['1( A101 1>A101 1- ~5m 1^A101 1>A101 1+', 'xo', 'after his ticket was closed'],
  ['1( A101 1>A101 1+ 1p', 'o', 'who fetches something was there'],
  ['1( A101 1>A101 1+ 1p ~5m 1=A101', 'o', 'and is back'],
  ['1( A101 1>A101 1r', '', 'put back: nobody said that he was missing'],
  ['1( A101 A102 1>A102 1+ 1. 1>A101 1~', 'ox', 'by time, not by number'],
])('[WATCH-1] %s: %s: %s', (script, expected) => {
  const came = noShowsByTime(ticketsOf(script)).map(isNoShow => (isNoShow ? 'x' : 'o'))
  expect(came.join('')).toBe(expected)
})

const isCall = (event: QueueEvent): event is Called => event.type === 'ticket.called.v1'

test('[WATCH-1] the calls of each agent, and those by name', () => {
  const tickets = ticketsOf('1( 2( A101 A102 A103 A104 2>A101 1>A102 1+ 1. 1>A103', event =>
    isCall(event) && event.ticket.startsWith('A103') ? { ...event, override: 'other' } : event,
  )
  expect(callCounts(tickets)).toEqual([
    { agent: 1, calls: 2, overrides: 1 },
    { agent: 2, calls: 1, overrides: 0 },
  ])
})

/** As if the calls had been decided so, one after another: `engine.config`, or `name` for one by name. */
function decided(by: readonly string[]): (event: QueueEvent) => QueueEvent {
  const left = [...by]
  return event => {
    const [engine, config] = (isCall(event) ? (left.shift() ?? '') : '').split('.').map(Number)
    return isCall(event) && engine && config !== undefined ? { ...event, engine, config } : event
  }
}

const OURS = `${ENGINE_VERSION}.${CONFIG.version}`

test.each<[string[], string[], string]>([
  [[OURS, OURS], [], 'all by ours'],
  [[OURS, `${ENGINE_VERSION + 1}.${CONFIG.version}`], ['agent2'], 'another engine'],
  [[`${ENGINE_VERSION}.${CONFIG.version + 1}`, OURS], ['agent1'], 'other rules'],
  [['9.9', OURS, OURS], [], 'before its tablet was updated'],
  [[OURS, OURS, '9.9'], ['agent1'], 'since it was'],
  [['9.9', OURS, 'name'], ['agent1'], 'a call by name says nothing'],
])('[WATCH-1] calls by %j: %j decide otherwise: %s', (by, expected) => {
  const script = '1( 2( A101 A102 A103 1>A101 1+ 1. 2>A102 1>A103'
  const tickets = ticketsOf(script, decided(by))
  expect(otherVersions(tickets, CONFIG)).toEqual(expected)
  expect(otherVersions(tickets.toReversed(), CONFIG)).toEqual(expected)
})

/** Agent 1 was measured yesterday: so many services A of so many minutes. */
function yesterday(count: number, minutes: number): MeasuredDay {
  const records = new ServiceRecords()
  for (let i = 0; i < count; i++) records.addService(AgentId.parse(1), SERVICES.A.id, minutes * MINUTE_MS, CONFIG)
  const day = '2026-03-01' as ServiceDay // reason: a date in a test
  return { day, cells: [...records.cells], pauses: { n: 0, sumMs: 0 }, arrivals: [] }
}

/** Station 1 serves one after another, and needs by turns so many minutes. */
function services(count: number, takes: readonly number[]): string {
  const tickets = Array.from({ length: count }, (_, index) => `A1${10 + index}`)
  return `1( ${tickets.map((ticket, i) => `${ticket} 1>${ticket} 1+ ~${takes[i % takes.length]}m 1.`).join(' ')}`
}

const morning = Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? 12 : 25))
const afternoon = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 3 : 5))

test.each<[string, string, MeasuredDay[], string]>([
  ['as the table says', services(30, [5, 15]), [], ''],
  ['slower than he was yesterday', services(20, [15, 25]), [yesterday(200, 8)], 'slower'],
  ['as slow as he was yesterday', services(20, [12, 28]), [yesterday(200, 20)], ''],
  ['faster than he was yesterday', services(20, [3, 8]), [yesterday(200, 20)], 'faster'],
  ['three forgotten taps in a row', services(4, [10, 400, 400, 400]), [], ''],
  ['faster than this morning', services(34, [...morning, ...afternoon]), [], 'faster'],
])('[WATCH-1] %s', (_what, script, earlier, expected) => {
  const tickets = ticketsOf(script)
  const drifts = driftsOf(tickets, earlier, CONFIG)
  expect(drifts.map(({ direction }) => direction).join()).toBe(expected)
  expect(driftsOf(tickets.toReversed(), earlier, CONFIG)).toEqual(drifts)
})
