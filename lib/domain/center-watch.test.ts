import { expect, test } from 'vitest'
import { DAY, day, MORNING, queueOf, SERVICES, tablet, ticketOf } from '@/tests/support/day'
import { DAY_CATALOGUE, schedulingIn } from '@/tests/support/scheduling'
import type { MeasuredDay } from './catalogue'
import { answerTo, type Center, type CenterLook, lookAt, questionsOf } from './center-watch'
import { type AlertMemory, NO_ALERTS } from './engine/alert-changes'
import { ENGINE_VERSION, MINUTE_MS, presetConfig } from './engine/config'
import { ServiceRecords } from './engine/service-records'
import { foresightOf } from './estimates'
import type { Called, QueueEvent } from './events'
import { AgentId, type DeviceId, eventId, SERVER_DEVICE, type ServiceDay, type ServiceId } from './ids'
import type { Reach } from './scheduling'

/** A supervisor at the console has seen to it. */
function seen(alert: string): QueueEvent {
  const by = { v: 1, id: eventId(SERVER_DEVICE, 3, 1), h: [MORNING + 1_000, 0], device: SERVER_DEVICE } as const
  return { ...by, type: 'alert.acknowledged.v1', actor: null, alert }
}

/** How the center is seen: its hours, who is heard, and what the events hold that the words of a day do not say. */
type Seen = {
  readonly hours?: readonly [opens: string, closes: string]
  readonly lost?: readonly DeviceId[]
  readonly isAlone?: boolean
  readonly afterMinutes?: number
  readonly heard?: (event: QueueEvent) => QueueEvent
  readonly more?: readonly QueueEvent[]
  readonly measured?: readonly MeasuredDay[]
  /** The last event is heard first. */
  readonly isReversed?: boolean
}

function centerAt(script: string, seen: Seen = {}): Center {
  const { lost = [], isAlone = false, heard = event => event, more = [], afterMinutes = 0 } = seen
  const [opensAt, closesAt] = seen.hours ?? ['00:00', '23:59']
  const told = day(script)
  const events = [...told.events.map(heard), ...more]
  const queue = queueOf(seen.isReversed ? events.toReversed() : events)
  const now = told.now + afterMinutes * MINUTE_MS
  const measuredDays = [...(seen.measured ?? [])]
  const catalogue = { ...DAY_CATALOGUE, center: { ...DAY_CATALOGUE.center, opensAt, closesAt, measuredDays } }
  const reach: Reach = { lostSince: device => (lost.includes(device) ? now - MINUTE_MS : null), isGone: () => false }
  const scheduling = schedulingIn(queue, catalogue, reach)
  const foresight = foresightOf(queue, catalogue, DAY, scheduling, now)
  return { queue, catalogue, day: DAY, foresight, reach, now, isAlone }
}

function look(center: Center, before: AlertMemory = NO_ALERTS) {
  const answers = questionsOf(center).flatMap(question => answerTo(question, center) ?? [])
  return lookAt(center, answers, before)
}

/** As the center would say it: the worst first, `!` before what a person must see to now. */
function told({ alerts }: CenterLook): string {
  return alerts.map(({ key, isUrgent }) => `${isUrgent ? '!' : ''}${key}`).join(' ')
}

const numbers = (letter: string, count: number, from = 10) =>
  Array.from({ length: count }, (_, index) => `${letter}1${from + index}`)

/** Station 1 serves these one after another, by turns so many minutes; of the `absent` first ones nobody comes. */
function served(tickets: readonly string[], minutes: readonly number[], absent = 0): string {
  const service = (ticket: string, index: number) => `1>${ticket} 1+ ~${minutes[index % minutes.length]}m 1.`
  return tickets.map((ticket, i) => (i < absent ? `1>${ticket} ~2m 1-` : service(ticket, i))).join(' ')
}

const isCall = (event: QueueEvent): event is Called => event.type === 'ticket.called.v1'
const byName = (event: QueueEvent): QueueEvent => (isCall(event) ? { ...event, override: 'supervisor' } : event)
const bySomeEngine =
  (engine: number) =>
  (event: QueueEvent): QueueEvent =>
    isCall(event) ? { ...event, engine, config: 0, why: 'promise_used' } : event

/** The server finds a tablet's clock wrong by so many minutes. */
function clockWrongBy(minutes: number): QueueEvent {
  const by = { v: 1, id: eventId(SERVER_DEVICE, 2, 1), h: [MORNING, 0], device: SERVER_DEVICE, actor: null } as const
  return { ...by, type: 'clock.corrected.v1', subject: tablet(1), boot: 1, offsetMs: minutes * MINUTE_MS }
}

/** This device hears of no other. */
const ALONE: Seen = { isAlone: true, lost: [tablet(2)] }

const AT_WORK = 'opened 1( A101 1>A101 1+'
const LINE = numbers('A', 12)

test.each<[string, string, string, Seen]>([
  ['nothing at all', 'opened 1(', '', {}],
  ['a citizen is served', AT_WORK, '', {}],
  ['an emergency for two minutes', `${AT_WORK} E101 ~2m`, '', {}],
  ['for three', `${AT_WORK} E101 ~3m`, 'emergency_waiting.warning.E101.kiosk1', {}],
  ['for five', `${AT_WORK} E101 ~5m`, '!emergency_waiting.error.E101.kiosk1', {}],
  ['granted to somebody who waits', `${AT_WORK} A102 A102e ~5m`, '!emergency_waiting.error.A102.kiosk1', {}],
  [
    'a promise at risk',
    `1( 2( A101 R101 ${served(['A101'], [37])} A102 A103 1>A102 1+ 2>A103 2+`,
    'ticket_at_risk.R101.kiosk1',
    {},
  ],
  ['as long, but he is called soon', '1( 2( A101 A102 A103 ~37m 1>A101 1+ 2>A102 2+', '', {}],
  ['more work than people', `${AT_WORK} ${numbers('A', 6).join(' ')}`, 'overload', {}],
  [
    'six people for one agent’s hour, another station open',
    `${AT_WORK} 2( A102 2>A102 2+ ${LINE.slice(0, 5).join(' ')}`,
    '',
    {},
  ],
  ['nobody for them', 'opened A101 A102', '!no_capable_agent.1', {}],
  ['before the doors open', 'opened A101 A102', 'no_capable_agent.1', { hours: ['08:30', '15:30'] }],
  ['closing ahead of them', `${AT_WORK} A102 A103 A104`, 'closing', { hours: ['07:30', '08:20'] }],
  ['after closing those inside are served', '1( A101 A102 ~20m 1>A101 1+', '', { hours: ['07:00', '08:20'] }],
  ['nor is their chance told', `${AT_WORK} ${numbers('A', 45).join(' ')}`, 'overload', { hours: ['07:00', '08:00'] }],
  ['closing with nobody left', AT_WORK, '', { hours: ['07:30', '08:05'] }],
  ['a service too long', `${AT_WORK} ~28m`, 'long_service.1.A101.kiosk1', {}],
  ['an agent idle, with work', '1( A101 ~1m', 'idle_with_work.1', {}],
  ['a fifth did not come', `1( ${numbers('A', 20).join(' ')} ${served(numbers('A', 20), [5], 4)}`, 'no_show_spike', {}],
  ['a seventh did not', `1( ${numbers('A', 20).join(' ')} ${served(numbers('A', 20), [5], 3)}`, '', {}],
  [
    'an agent slower than this morning',
    `1( ${numbers('A', 34).join(' ')} ${served(numbers('A', 20), [4, 10])} ${served(numbers('A', 14, 30), [15, 35])}`,
    'drift.1.1.slower',
    {},
  ],
  [
    'an agent always slower than the table',
    `1( ${numbers('A', 40).join(' ')} ${served(numbers('A', 40), [7, 21])}`,
    '',
    {},
  ],
  ['a wrong clock', 'opened 1(', 'clock_skew.agent1', { more: [clockWrongBy(-10)] }],
  [
    'calls by name',
    `1( ${numbers('A', 10).join(' ')} ${served(numbers('A', 10), [5])}`,
    'many_overrides.1',
    { heard: byName },
  ],
  ['a call by another engine', AT_WORK, 'version_differs.agent1', { heard: bySomeEngine(99) }],
  ['a call by ours', AT_WORK, '', { heard: bySomeEngine(ENGINE_VERSION) }],
])('[WATCH-1] %s: %s: %s', (_what, script, expected, seen) => {
  expect(told(look(centerAt(script, seen)).look)).toBe(expected)
})

test.each<[string, string, string, Seen]>([
  ['an agent who has not signed in', 'opened 2@ 1( 2(', 'actor_unproven.1', {}],
  ['nobody signs in here', 'opened 1( 2(', '', {}],
  [
    'nobody is there, and a supervisor knows',
    'opened A101 A102',
    'no_capable_agent.1',
    { more: [seen('no_capable_agent:1')] },
  ],
])('[WATCH-7] %s: %s: %s', (_what, script, expected, seen) => {
  expect(told(look(centerAt(script, seen)).look)).toBe(expected)
})

test.each<[string, string, string, Seen]>([
  ['a tablet not heard', `${AT_WORK} 2(`, 'out_of_reach.2', { lost: [tablet(2)] }],
  ['nor what it does', `${AT_WORK} 2( A102 2>A102 2+ ~28m 1.`, 'out_of_reach.2', { lost: [tablet(2)] }],
  ['nobody heard', `${AT_WORK} 2( A102 2>A102 2+ ${LINE.join(' ')}`, '', ALONE],
  ['alone, an emergency', `${AT_WORK} 2( A102 2>A102 2+ E101 ~3m`, 'emergency_waiting.warning.E101.kiosk1', ALONE],
])('[WATCH-2] %s: %s: %s', (_what, script, expected, seen) => {
  expect(told(look(centerAt(script, seen)).look)).toBe(expected)
})

test('[WATCH-2] alone, nothing is foretold and nothing advised', () => {
  const script = `${AT_WORK} 2( A102 2>A102 2+ ${numbers('A', 30).join(' ')}`
  const [heard, alone] = [centerAt(script), centerAt(script, ALONE)]
  expect([questionsOf(heard).length, look(heard).look.advice.length > 0]).toEqual([4, true])
  expect([questionsOf(alone), look(alone).look.advice, look(alone).look.need]).toEqual([[], [], null])
})

test('[WATCH-1] newcomers who wait too long are told of when that lasts', () => {
  const looks = [0, 4, 6].map(afterMinutes => centerAt(`${AT_WORK} ${LINE.join(' ')}`, { afterMinutes }))
  let memory = NO_ALERTS
  const seen = looks.map(center => {
    const next = look(center, memory)
    memory = next.memory
    return told(next.look)
  })
  expect(seen).toEqual(['overload', 'overload', 'overload class_breach.4 class_breach.5'])
})

test('[WATCH-1] the same, whatever was heard first', () => {
  const script = `${AT_WORK} 2( A102 2>A102 2+ 2. E101 E102 E103 ~6m ${LINE.join(' ')}`
  const { stations, alerts, advice } = look(centerAt(script)).look
  expect(alerts.length).toBeGreaterThan(3)
  expect(look(centerAt(script, { isReversed: true })).look).toMatchObject({ stations, alerts, advice })
})

test('[WATCH-1] a clock that must be put back is ahead', () => {
  const [wrong] = look(centerAt('opened 1(', { more: [clockWrongBy(-10)] })).look.alerts
  expect(wrong?.alert).toEqual({ code: 'clock_skew', device: tablet(1), skewMs: 10 * MINUTE_MS })
  expect([wrong?.station, wrong?.device?.surface]).toEqual([1, 'agent'])
})

test('[WATCH-1] of a revoked tablet neither clock nor version is told', () => {
  const id = eventId(SERVER_DEVICE, 2, 2)
  const by = { v: 1, id, h: [MORNING, 0], device: SERVER_DEVICE, actor: null } as const
  const last = eventId(tablet(1), 1, 99)
  const revoked: QueueEvent = { ...by, type: 'device.revoked.v1', subject: tablet(1), last }
  const seen = { heard: bySomeEngine(99), more: [clockWrongBy(-10)] }
  expect(told(look(centerAt(AT_WORK, seen)).look)).toBe('clock_skew.agent1 version_differs.agent1')
  expect(told(look(centerAt(AT_WORK, { ...seen, more: [...seen.more, revoked] })).look)).toBe('')
})

test('[WATCH-1] what a person must see to comes before what may wait', () => {
  expect(told(look(centerAt('opened A101 E101 ~3m')).look).split(' ')).toEqual([
    '!no_capable_agent.1',
    '!no_capable_agent.4',
    'emergency_waiting.warning.E101.kiosk1',
  ])
})

/** Agent 1 did two hundred services A of eight minutes. */
function measuredOn(day: string): MeasuredDay {
  const records = new ServiceRecords()
  const times = Array.from({ length: 200 }, () => 8 * MINUTE_MS)
  for (const ms of times)
    records.addService(AgentId.parse(1), SERVICES.A.id, ms, presetConfig('balanced', DAY_CATALOGUE.services))
  // reason: a date in a test
  return { day: day as ServiceDay, cells: [...records.cells], pauses: { n: 0, sumMs: 0 }, arrivals: [] }
}

test.each([
  ['2026-03-01', 'drift.1.1.slower'],
  [DAY, ''],
])('[WATCH-1] who is slower than he was is measured against earlier days: %s: %s', (day, expected) => {
  const script = `1( ${numbers('A', 20).join(' ')} ${served(numbers('A', 20), [12, 20])}`
  expect(told(look(centerAt(script, { measured: [measuredOn(day)] })).look)).toBe(expected)
})

test('[WATCH-1] the worst comes first', () => {
  const script = `${AT_WORK} A102 ~28m E101 E102 ~1m E103 ~5m`
  expect(told(look(centerAt(script)).look).split(' ')).toEqual([
    '!emergency_waiting.error.E101.kiosk1',
    '!emergency_waiting.error.E102.kiosk1',
    '!emergency_waiting.error.E103.kiosk1',
    'overload',
    'long_service.1.A101.kiosk1',
  ])
})

/** Station 2 serves service A alone, and its agent has learnt R alone; everybody else does everything. */
function adviceAt(script: string, inactive: readonly ServiceId[] = [], more: readonly QueueEvent[] = []) {
  const center = centerAt(script, { more })
  const [a, r] = [SERVICES.A.id, SERVICES.R.id]
  const stations = center.catalogue.stations.map(station =>
    station.id === 2 ? { ...station, services: [a, r] } : station,
  )
  const agents = center.catalogue.agents.map(agent => (agent.id === 2 ? { ...agent, services: [r] } : agent))
  const services = center.catalogue.services.map(each => ({ ...each, active: !inactive.includes(each.id) }))
  const catalogue = { ...center.catalogue, services, stations, agents }
  const scheduling = schedulingIn(center.queue, catalogue)
  const foresight = foresightOf(center.queue, catalogue, DAY, scheduling, center.now)
  const { advice, balance, need } = look({ ...center, catalogue, foresight }).look
  const told = advice.map(({ change, before, after }) => {
    const what = change.code === 'add_service' ? `${change.service} to ${change.agent}` : change.code
    return `${what}: ${before.ratio.toFixed(1)} to ${after.ratio.toFixed(1)}`
  })
  return { told, services: balance.services, need }
}

test('[WATCH-3] advice names what an agent could learn that his station can do', () => {
  const line = numbers('A', 9).join(' ')
  expect(adviceAt(`1( 2( A101 ${line} ~46m 1>A101 1+`)).toEqual({
    told: ['1 to 2: 1.5 to 0.8', 'open_station: 1.5 to 0.8'],
    services: [SERVICES.A.id],
    need: { agents: 2, targetMs: 45 * MINUTE_MS },
  })
  expect(adviceAt(`1( 2( B101 ${numbers('B', 9).join(' ')} ~46m 1>B101 1+`).told).toEqual(['open_station: 1.5 to 0.8'])
  const closed = adviceAt(`1( 2( A101 ${line} ~46m 1>A101 1+`, [SERVICES.A.id])
  expect(closed.told.filter(each => each.startsWith('1 to'))).toEqual([])
})

/** A supervisor says that he has done it, so many minutes after the morning began. */
function followed(minutes: number, seq: number): QueueEvent {
  const by = { v: 1, id: eventId(SERVER_DEVICE, 4, seq), h: [MORNING + minutes * MINUTE_MS, 0] } as const
  const what = { change: 'open_station', subject: null, service: null } as const
  return { ...by, device: SERVER_DEVICE, actor: AgentId.parse(1), type: 'advice.followed.v1', ...what }
}

test.each<[what: string, at: readonly number[], advised: boolean]>([
  ['nothing yet', [], true],
  ['one, a quarter of an hour ago', [31], false],
  ['one, half an hour ago', [16], true],
  ['two, the last half an hour ago', [1, 16], true],
  ['three, the last half an hour ago', [1, 8, 16], false],
])('[WATCH-3] changed on advice: %s', (_what, at, advised) => {
  const script = `1( 2( A101 ${numbers('A', 9).join(' ')} ~46m 1>A101 1+`
  expect(adviceAt(script, [], at.map(followed)).told.length > 0).toBe(advised)
})

test('[WATCH-5] the stations that are open, what each does, and since when it is not heard', () => {
  const script = 'opened 3( ~5m 1( 2( A101 A102 1>A101 ~1m 1+ 2>A102 ~2m'
  const { stations } = look(centerAt(script, { lost: [tablet(3)] })).look
  const minutes = (at: number | null) => at && Math.round((at - MORNING) / MINUTE_MS)
  expect(
    stations.map(({ station, agent, ticket, since, lostSince }) => [
      station,
      agent,
      ticket?.id,
      ticket?.state,
      minutes(since),
      minutes(lostSince),
    ]),
  ).toEqual([
    [1, 1, ticketOf('A101'), 'serving', 6, null],
    [2, 2, ticketOf('A102'), 'called', 6, null],
    [3, 3, undefined, undefined, 0, 7],
  ])
})

test('[WATCH-5] what was called at a station from another tablet is not what it does now', () => {
  const taken = (event: QueueEvent): QueueEvent =>
    event.type === 'station.opened.v1' ? { ...event, device: tablet(3) } : event
  const { stations } = look(centerAt('1( A101 1>A101 1+', { heard: taken })).look
  expect(stations).toMatchObject([{ station: 1, device: tablet(3), ticket: null }])
})
