import { expect, test } from 'vitest'
import { CONFIG, idOf, NOW, roster, serviceOf, waiting } from '@/tests/support/engine-center'
import { AgentId, DeviceId } from '../ids'
import { alertKey, lookAgain, NO_ALERTS } from './alert-changes'
import { type AlertScene, alertsOf, headsAtRisk } from './alerts'
import { MINUTE_MS } from './config'
import { priorTimes } from './prior-times'

const QUIET: AlertScene = {
  state: { waiting: [], agents: [] },
  config: CONFIG,
  times: priorTimes(CONFIG),
  now: NOW,
  balance: { services: [], agents: [], load: 0, capacity: 1, ratio: 0 },
  inTimeChances: new Map(),
  newcomerMedians: new Map(),
  allCalledChance: null,
  latestNoShows: [],
  usualNoShowShare: 0.06,
  drifts: [],
  clockSkews: [],
  callCounts: [],
  otherVersions: [],
  unproven: [],
}

function center(agents: string, queue = ''): Pick<AlertScene, 'state'> {
  return { state: { waiting: waiting(queue), agents: roster(agents) } }
}

function serving(minutes: number): Pick<AlertScene, 'state'> {
  const agents = roster('1:R').map(agent => ({
    ...agent,
    status: 'busy' as const,
    serving: { ticket: idOf('R100'), service: serviceOf('R'), since: NOW - minutes * MINUTE_MS },
  }))
  return { state: { waiting: [], agents } }
}

const ONE = AgentId.parse(1)
const KIOSK = DeviceId.parse('k3f9xq')
const noShows = (count: number, of = 20) => Array.from({ length: of }, (_, index) => index < count)

test.each<[string, Partial<AlertScene>, string | null]>([
  ['nothing at all', {}, null],
  ['an emergency for 2 min', center('1:E', 'E101@2.9'), null],
  ['an emergency for 3 min', center('1:E', 'E101@3'), 'emergency_waiting.warning.E101.k3f9xq'],
  ['an emergency for 5 min', center('1:E', 'E101@5'), 'emergency_waiting.error.E101.k3f9xq'],
  ['four fifths used, in time', { ...center('1:R+', 'R101@36'), inTimeChances: new Map([[idOf('R101'), 0.5]]) }, null],
  [
    'four fifths used, late',
    { ...center('1:R+', 'R101@36'), inTimeChances: new Map([[idOf('R101'), 0.4]]) },
    'ticket_at_risk.R101.k3f9xq',
  ],
  ['three quarters used', { ...center('1:R+', 'R101@34'), inTimeChances: new Map([[idOf('R101'), 0]]) }, null],
  ['enough agents', { balance: { ...QUIET.balance, ratio: 0.99 } }, null],
  ['too few agents', { balance: { ...QUIET.balance, ratio: 1 } }, 'overload'],
  ['nobody for corrections', center('1:R+ 2:M-', 'M101@0'), `no_capable_agent.${serviceOf('M')}`],
  ['all called before closing', { allCalledChance: 0.9 }, null],
  ['some not called', { allCalledChance: 0.89 }, 'closing'],
  ['a service of 26 min', serving(26), null],
  ['a service of 27 min', serving(27), 'long_service.1.R100.k3f9xq'],
  ['idle for less than a minute', center('1:R@9', 'R101@0.9'), null],
  ['idle for a minute', center('1:R@9', 'R101@1'), 'idle_with_work.1'],
  ['idle since just now', center('1:R@0', 'R101@9'), null],
  ['idle, all held until now', center('1:R@9', 'R101@9!0'), null],
  ['idle, nothing to serve', center('1:R@9 2:M+', 'M101@9'), null],
  ['some absent', { latestNoShows: noShows(3) }, null],
  ['many absent', { latestNoShows: noShows(4) }, 'no_show_spike'],
  ['too few calls to tell', { latestNoShows: noShows(10, 19) }, null],
  [
    'an agent slower',
    { drifts: [{ agent: ONE, service: serviceOf('R'), direction: 'slower' }] },
    `drift.1.${serviceOf('R')}.slower`,
  ],
  ['an agent out of reach', center('1:R*'), 'out_of_reach.1'],
  ['a clock 2 min off', { clockSkews: [{ device: KIOSK, skewMs: -120_000 }] }, null],
  ['a clock further off', { clockSkews: [{ device: KIOSK, skewMs: -120_001 }] }, 'clock_skew.k3f9xq'],
  ['a tenth out of order', { callCounts: [{ agent: ONE, calls: 10, overrides: 1 }] }, null],
  ['a fifth out of order', { callCounts: [{ agent: ONE, calls: 10, overrides: 2 }] }, 'many_overrides.1'],
  ['one of two out of order', { callCounts: [{ agent: ONE, calls: 2, overrides: 1 }] }, null],
  ['another version', { otherVersions: [KIOSK] }, 'version_differs.k3f9xq'],
])('[ENGINE-21] %s', (_what, change, expected) => {
  expect(alertsOf({ ...QUIET, ...change }).map(alertKey)).toEqual(expected === null ? [] : [expected])
})

test('[ENGINE-21] only the first of each class and service can be at risk', () => {
  const { state } = center('1:R', 'R102@40 R101@44 A101@50 M101@20 R103@90!5')
  expect(headsAtRisk(state, CONFIG, NOW).map(({ id }) => id)).toEqual([idOf('A101'), idOf('R101')])
})

test('[ENGINE-21] a class in breach is told when that lasts, and is over when it is clearly better', () => {
  const told: string[] = []
  let memory = NO_ALERTS
  const medians = [46, 46, 44, 46, 39, 38, 46, 30]
  medians.forEach((minutes, look) => {
    const scene = { ...QUIET, now: NOW + look * 3 * MINUTE_MS, newcomerMedians: new Map([[4, minutes * MINUTE_MS]]) }
    const next = lookAgain(memory, scene)
    memory = next.memory
    told.push(...next.changes.map(({ kind, alert }) => `${look}: ${kind} ${alertKey(alert)}`))
  })
  expect(told).toEqual(['2: raised class_breach.4', '5: cleared class_breach.4'])
})

test('[ENGINE-21] each alert is told once when it begins and once when it is over', () => {
  const changesAt = (memory: typeof NO_ALERTS, queue: string) => {
    const next = lookAgain(memory, { ...QUIET, ...center('1:E+', queue) })
    return { ...next, told: next.changes.map(({ kind, alert }) => `${kind} ${alertKey(alert)}`) }
  }
  const first = changesAt(NO_ALERTS, 'E101@3')
  const second = changesAt(first.memory, 'E101@4')
  const third = changesAt(second.memory, 'E101@5')
  const last = changesAt(third.memory, '')
  expect([first.told, second.told, third.told, last.told]).toEqual([
    ['raised emergency_waiting.warning.E101.k3f9xq'],
    [],
    ['cleared emergency_waiting.warning.E101.k3f9xq', 'raised emergency_waiting.error.E101.k3f9xq'],
    ['cleared emergency_waiting.error.E101.k3f9xq'],
  ])
})
