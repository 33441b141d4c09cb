import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AgentId } from '@/lib/domain/ids'
import { hybrids, queues, rosters } from '@/tests/support/engine-arbitraries'
import { CONFIG, idOf, NOW, roster, serviceOf, waiting } from '@/tests/support/engine-center'
import { announcedWait, closingAdvice, isStationNamed } from './announcement'
import { Calibration } from './calibration'
import { MINUTE_MS } from './config'
import { exactLog, normalQuantile } from './exact-math'
import { type ArrivalDay, outlookFrom } from './forecast'
import { drawsFrom } from './hash'
import { lognormalMultiples } from './lognormal'
import type { Band, EngineAgent, Outlook, Prediction } from './model'
import { predict } from './predict'
import { priorTimes } from './prior-times'

const QUIET: Outlook = { forecast: null, basis: 'table', doorsCloseAt: null, closesAt: null }

function foretell(
  agents: string | readonly EngineAgent[],
  queue: string,
  newcomer: string,
  outlook: Outlook = QUIET,
): Prediction {
  const [ticket] = waiting(newcomer)
  if (!ticket) throw new Error('nobody asks')
  const state = { waiting: waiting(queue), agents: typeof agents === 'string' ? roster(agents) : agents }
  return predict(state, CONFIG, priorTimes(CONFIG), ticket, NOW, outlook, null)
}

function medianMinutes(prediction: Prediction): number | null {
  return prediction.kind === 'unknown' ? null : Math.round(prediction.medianMs / MINUTE_MS)
}

test.each([
  // agents        waiting                          asks        median within  position
  ['1:R', '', 'R109@0', [0, 0], 1],
  ['1:R', 'R101@9', 'R109@0', [7, 13], 2],
  ['1:R+', 'R101@9', 'R109@0', [13, 23], 2],
  ['1:R', 'R101@9 R102@8 R103@7 R104@6', 'R109@0', [33, 47], 5],
  ['1:R 2:R', 'R101@9 R102@8 R103@7 R104@6', 'R109@0', [14, 25], 5],
  ['1:R 2:M', 'M101@9 M102@8 M103@7 M104@6', 'R109@0', [0, 0], 1],
  ['1:RC', 'R101@9 R102@8', 'C109@0', [7, 24], 2],
  ['1:R', 'R101@9 R102@8', 'R109@0/1', [0, 0], 1],
  ['1:R', 'R101@9 R102@8!5', 'R109@0', [15, 27], 3],
  ['1:R', '', 'R109@0!10', [10, 10], 1],
  ['1:R', 'R101@9', 'R109@20!10', [10, 17], 2],
  ['1:R', 'R101@9 R102@8', 'R109@20!3', [7, 13], 2],
] as const)(
  '[ENGINE-15] %s, %s: %s is called in %j minutes, as number %i',
  (agents, queue, asks, [from, to], position) => {
    const prediction = foretell(agents, queue, asks)
    expect(medianMinutes(prediction)).toBeGreaterThanOrEqual(from)
    expect(medianMinutes(prediction)).toBeLessThanOrEqual(to)
    if (prediction.kind === 'range') expect(Math.abs(prediction.position - position)).toBeLessThanOrEqual(1)
  },
)

test.each([
  ['1:R', 'C109@0', 'nobody serves it'],
  ['1:R-', 'R109@0', 'who serves it has gone home'],
  ['1:R*', 'R109@0', 'who serves it is out of reach'],
])('[ENGINE-15] %s: the wait of %s is unknown: %s', (agents, asks, _why) => {
  expect(foretell(agents, '', asks)).toEqual({ kind: 'unknown', beforeClosingChance: 0 })
})

test('[ENGINE-15] who goes home before is no help', () => {
  const leaving = roster('1:R').map(agent => ({ ...agent, dutyEnd: NOW + 15 * MINUTE_MS }))
  expect(foretell(leaving, 'R101@50 R102@40 R103@30 R104@20', 'R109@0').kind).toBe('unknown')
  expect(foretell(leaving, '', 'R109@0')).toMatchObject({ kind: 'range', medianMs: 0 })
})

test('[ENGINE-15] a break, its planned end and one to come are waited for', () => {
  const [agent] = roster('1:R~')
  if (!agent) throw new Error('nobody')
  expect(medianMinutes(foretell([agent], '', 'R109@0'))).toBe(10)
  expect(medianMinutes(foretell([{ ...agent, backAt: NOW + 25 * MINUTE_MS }], '', 'R109@0'))).toBe(25)
  const later = { ...agent, status: 'available' as const, plannedBreaks: [{ from: NOW, to: NOW + 40 * MINUTE_MS }] }
  expect(medianMinutes(foretell([later], '', 'R109@0'))).toBe(40)
})

test('[ENGINE-15] the station is a prediction with a chance, and is named when it is likely', () => {
  const sure = foretell('4:R 5:M', 'M101@5', 'R109@0')
  expect(sure).toMatchObject({ station: { station: 4, chance: 1 } })
  expect(sure.kind === 'range' && isStationNamed(sure)).toBe(true)
  const open = foretell('1:R+ 2:R+ 3:R+', 'R101@5', 'R109@0')
  expect(open.kind === 'range' && isStationNamed(open)).toBe(false)
})

test.each([
  ['1:R 2:R+', 'R109@9', 1, 0],
  ['1:R 2:R+', 'R109@9x1', 2, 0],
  ['1:R', 'R109@9x1', 1, 0],
  ['1:R 2:R-', 'R109@9x1', 1, 0],
  ['1:R 2:RC+', 'R109@9x1', 2, 1],
])(
  '[ENGINE-15] %s: %s, of whom nobody is told a station that may not call him, goes to station %i',
  (agents, asks, station, ahead) => {
    const prediction = foretell(agents, 'R101@1 C101@5', asks)
    expect(prediction).toMatchObject({ station: { station, chance: 1 }, position: 1 + ahead })
  },
)

test('[ENGINE-15] who was sent on by name waits for that one', () => {
  const [ticket] = waiting('R109@9')
  if (!ticket) throw new Error('nobody asks')
  const named = { ...ticket, sentTo: { station: null, agent: AgentId.parse(2) } }
  const state = { waiting: [], agents: roster('1:R 2:R+') }
  const prediction = predict(state, CONFIG, priorTimes(CONFIG), named, NOW, QUIET, null)
  expect(prediction).toMatchObject({ station: { station: 2, chance: 1 } })
  expect(medianMinutes(prediction)).toBeGreaterThan(4)
})

test('[ENGINE-15] the chance to wait longer than promised', () => {
  expect(foretell('1:R', '', 'R109@0')).toMatchObject({ breachChance: 0 })
  const many = Array.from({ length: 12 }, (_, index) => `R${101 + index}@${60 - index}`).join(' ')
  expect(foretell('1:R', many, 'R150@0')).toMatchObject({ breachChance: 1 })
})

test('[ENGINE-15] asked twice, on two devices, in any order: the same bits', () => {
  fc.assert(
    fc.property(queues(25), rosters, hybrids, (tickets, agents, config) => {
      const [ticket] = waiting('R500@0')
      if (!ticket) return
      const times = priorTimes(config)
      const ask = (state: { waiting: typeof tickets; agents: typeof agents }) =>
        predict(state, config, times, ticket, NOW, BUSY, null)
      const prediction = ask({ waiting: tickets, agents })
      expect(ask({ waiting: [...tickets].reverse(), agents })).toEqual(prediction)
      if (prediction.kind === 'unknown') return
      expect(prediction.lowMs).toBeLessThanOrEqual(prediction.medianMs)
      expect(prediction.medianMs).toBeLessThanOrEqual(prediction.highMs)
    }),
    { seed: 4, numRuns: 40 },
  )
})

function dayOf(startAt: number, script: string): ArrivalDay {
  const arrivals = script.split(' ').flatMap(word => {
    const [, count = '0', letter = '', minutes = '0'] = /^(\d+)([A-Z])@(\d+)$/.exec(word) ?? []
    const service = serviceOf(letter)
    const priority = CONFIG.services.get(service)?.priority ?? 5
    return Array.from({ length: Number(count) }, () => ({
      at: startAt + Number(minutes) * MINUTE_MS,
      priority,
      service,
    }))
  })
  return { startAt, arrivals }
}

const YESTERDAY = NOW - 24 * 60 * MINUTE_MS
const HOURS = { doorsCloseAt: null, closesAt: null }
const BUSY = outlookFrom([dayOf(YESTERDAY, '9R@1 9C@20 9M@40')], dayOf(NOW, '0R@0'), NOW, HOURS)

function perHalfHour(outlook: Outlook): number[] {
  return (outlook.forecast?.slots ?? []).map(({ perMs }) => Math.round(perMs * 30 * MINUTE_MS * 100) / 100)
}

test.each([
  // earlier days, newest first      today so far   minutes into the day   expected in each half hour
  [['10R@5 20A@40'], '10R@5', 30, [10, 20]],
  [['10R@5 20A@40'], '45R@5', 30, [20, 40]],
  [['10R@5 20A@40'], '0R@5', 30, [7.14, 14.29]],
  [['10R@5 20A@40', '10R@5 20A@40'], '10R@5', 30, [10, 20]],
  [['20R@5', '0R@5'], '0R@5', 0, [10.81]],
] as const)('[ENGINE-16] after %j, with %s after %i minutes: %j', (history, today, elapsed, expected) => {
  const days = history.map(script => dayOf(YESTERDAY, script))
  const outlook = outlookFrom(days, dayOf(NOW - elapsed * MINUTE_MS, today), NOW, HOURS)
  expect(outlook.basis).toBe('history')
  expect(perHalfHour(outlook)).toEqual(expected)
})

test('[ENGINE-16] without history, what came in the last 45 minutes goes on and fades', () => {
  const outlook = outlookFrom([], dayOf(NOW - 60 * MINUTE_MS, '8R@10 9R@30 9C@50'), NOW, HOURS)
  expect(outlook.basis).toBe('today')
  expect(perHalfHour(outlook)).toEqual([10, 6, 2])
  expect(outlook.forecast?.slots[0]?.mix.map(({ share }) => share)).toEqual([0.5, 0.5])
  expect(outlookFrom([], dayOf(NOW, '0R@0'), NOW, HOURS)).toEqual(QUIET)
})

test('[ENGINE-16] who comes later and goes before makes the wait longer', () => {
  const queue = 'M101@40 M102@35 M103@30'
  const calm = medianMinutes(foretell('1:MC', queue, 'M109@0'))
  const busy = outlookFrom([dayOf(YESTERDAY, '30C@10 30C@40')], dayOf(NOW, '0R@0'), NOW, HOURS)
  expect(medianMinutes(foretell('1:MC', queue, 'M109@0', busy))).toBeGreaterThan((calm ?? 0) + 10)
})

test.each([
  // waiting for one agent   minutes to closing    the kiosk says
  ['', 5, 'ordinary'],
  ['R101@20 R102@10', 90, 'ordinary'],
  ['R101@20 R102@10', 20, 'not_guaranteed'],
  ['R101@20 R102@10 R103@8 R104@7', 5, 'refuse'],
] as const)('[ENGINE-17] %s and %i minutes to closing: %s', (queue, minutes, expected) => {
  const prediction = foretell('1:R', queue, 'R109@0', { ...QUIET, closesAt: NOW + minutes * MINUTE_MS })
  expect(closingAdvice(prediction, CONFIG)).toBe(expected)
})

test.each([
  // low, high in minutes   announced
  [0, 0, 0, 5],
  [12, 31, 10, 35],
  [59, 61, 55, 70],
  [61, 119, 60, 120],
])('[ENGINE-15] from %i to %i minutes is announced as %i to %i', (low, high, fromMinutes, toMinutes) => {
  const prediction = foretell('1:R', '', 'R109@0')
  if (prediction.kind === 'unknown') throw new Error('it is known')
  const band = { ...prediction, lowMs: low * MINUTE_MS, highMs: high * MINUTE_MS }
  expect(announcedWait(band)).toEqual({ kind: 'range', fromMinutes, toMinutes })
})

/** A band that claims four fifths of waits that are in truth lognormal with a wider or narrower variation. */
function coverage(claimedCv: number, trueCv: number): number {
  const claimed = lognormalMultiples(claimedCv)
  const band: Band = {
    lowMs: Math.round((claimed[25] ?? 0) * 1_200_000),
    medianMs: Math.round((claimed[128] ?? 0) * 1_200_000),
    highMs: Math.round((claimed[230] ?? 0) * 1_200_000),
  }
  const calibration = new Calibration()
  const draw = drawsFrom(11)
  const deviation = Math.sqrt(exactLog(1 + trueCv * trueCv))
  let covered = 0
  for (let index = 0; index < 1200; index++) {
    const waitedMs = Math.round(1_200_000 * Math.exp(deviation * normalQuantile(draw()) - (deviation * deviation) / 2))
    const announced = calibration.apply(band, 4, CONFIG, NOW)
    if (index >= 200 && waitedMs >= announced.lowMs && waitedMs <= announced.highMs) covered++
    calibration.record(4, band, waitedMs)
  }
  return covered / 1000
}

test.each([
  [0.3, 0.6],
  [0.6, 0.6],
  [0.9, 0.4],
])('[ENGINE-18] a band for a variation of %d holds 4 times in 5 when it is %d', (claimed, real) => {
  expect(coverage(claimed, real)).toBeGreaterThan(0.79)
  expect(coverage(claimed, real)).toBeLessThan(0.89)
})

const BAND: Band = { lowMs: 10 * MINUTE_MS, medianMs: 20 * MINUTE_MS, highMs: 30 * MINUTE_MS }

test('[ENGINE-18] until enough is known the band is a quarter wider on both sides', () => {
  const calibration = new Calibration()
  for (let index = 0; index < 24; index++) calibration.record(4, BAND, 20 * MINUTE_MS)
  expect(calibration.apply(BAND, 4, CONFIG, NOW)).toEqual({ lowMs: 450_000, medianMs: 1_200_000, highMs: 1_950_000 })
  calibration.record(4, BAND, 20 * MINUTE_MS)
  expect(calibration.apply(BAND, 4, CONFIG, NOW)).toEqual({ lowMs: 1_200_000, medianMs: 1_200_000, highMs: 1_200_000 })
})

test('[ENGINE-18] a class with a past of its own goes by that', () => {
  const calibration = new Calibration()
  for (let index = 0; index < 60; index++) calibration.record(4, BAND, 20 * MINUTE_MS)
  for (let index = 0; index < 39; index++) calibration.record(6, BAND, 60 * MINUTE_MS)
  const before = calibration.apply(BAND, 4, CONFIG, NOW)
  expect(before.highMs).toBe(20 * MINUTE_MS)
  calibration.record(6, BAND, 60 * MINUTE_MS)
  expect(calibration.apply(BAND, 6, CONFIG, NOW).highMs).toBe(60 * MINUTE_MS)
})

test('[ENGINE-18] who still waits beyond what he was told counts as a miss, until his ticket ends', () => {
  const calibration = new Calibration()
  for (let index = 0; index < 30; index++) calibration.record(4, BAND, 20 * MINUTE_MS)
  const ids = Array.from({ length: 10 }, (_, index) => idOf(`R${100 + index}`))
  for (const id of ids) calibration.told(id, 4, BAND, NOW)
  const highAfter = (minutes: number) =>
    calibration.apply(BAND, 4, CONFIG, NOW + minutes * MINUTE_MS).highMs / MINUTE_MS
  expect([highAfter(5), highAfter(30), highAfter(50)]).toEqual([20, 20, 50])
  for (const id of ids) calibration.closed(id)
  expect(highAfter(50)).toBe(20)
})

test('[ENGINE-18] a call counts from when its citizen was told', () => {
  const calibration = new Calibration()
  for (let index = 0; index < 40; index++) {
    const at = NOW + index * MINUTE_MS
    calibration.told(idOf('R101'), 4, BAND, at)
    calibration.called(idOf('R101'), at + 45 * MINUTE_MS)
    calibration.called(idOf('R101'), at + 90 * MINUTE_MS)
  }
  expect(calibration.apply(BAND, 4, CONFIG, NOW).highMs).toBe(45 * MINUTE_MS)
})
