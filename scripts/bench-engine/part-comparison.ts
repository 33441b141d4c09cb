import { EMERGENCY, type PriorityClass } from '@/lib/domain/engine/model'
import type { BenchPart } from './bench-part'
import { CLASS_NAMES, CLASSES } from './center-table'
import { figureOf, POLICIES, type PolicyDay } from './comparison'
import type { WaitFigures } from './day-measures'
import { halfWidth, type Interval, meanOf, pairedRatio, quantile } from './figures'
import { intervalText, printTable, type Report } from './report'
import { SCENARIOS } from './scenarios'

const DAYS = 40
const QUICK_DAYS = 4
/** A tenth of a minute, so that a day on which nobody was late has a ratio as well. */
const LATE_FLOOR = 0.1

/** All policies on the same days: by scenario, by policy, one entry for each day. */
type Days = ReadonlyMap<string, ReadonlyMap<string, readonly PolicyDay[]>>

export const comparison: BenchPart = async ({ pool, report, isQuick, firstSeed }) => {
  const seeds = Array.from({ length: isQuick ? QUICK_DAYS : DAYS }, (_, index) => String(firstSeed + index))
  const days: Days = new Map(
    await Promise.all(
      SCENARIOS.map(async ({ name }) => {
        const answers = await Promise.all(seeds.map(seed => pool.run('comparison', name, seed)))
        const byPolicy = POLICIES.map(
          (policy, index) => [policy.name, answers.flatMap(day => day[index] ?? [])] as const,
        )
        return [name, new Map(byPolicy)] as const
      }),
    ),
  )
  for (const [scenario, byPolicy] of days) {
    printTable(`${scenario}: minutes, means over ${seeds.length} days with 95 % intervals`, overview(byPolicy))
    printTable(`${scenario}: mean and p95 wait with 95 % intervals, and % in promise, by class`, classTable(byPolicy))
  }
  printTable('hybrid over another policy on the same days: geometric mean of the ratios [95 %]', ratioTable(days))
  judge(new Comparison(days), report)
}

function overview(byPolicy: ReadonlyMap<string, readonly PolicyDay[]>): string[][] {
  const heading = [
    'policy',
    'mean',
    'p95',
    'max',
    '% in promise',
    'late',
    'p99 over FIFO',
    'idle with work',
    'passed',
    'Gini',
  ]
  const rows = [...byPolicy].map(([policy, days]) => {
    const mean = (figure: (day: PolicyDay) => number, digits = 1) => meanOf(days.map(figure)).toFixed(digits)
    const withHalf = (figure: (day: PolicyDay) => number) =>
      `${mean(figure)}+-${halfWidth(days.map(figure)).toFixed(1)}`
    return [
      policy,
      withHalf(day => day.mean),
      withHalf(day => day.p95),
      withHalf(day => day.max),
      mean(day => day.inPromise),
      mean(day => day.late),
      overFifo(days).toFixed(0),
      mean(day => day.idleWithWork),
      mean(day => day.overtakesPerTicket),
      mean(day => day.gini, 2),
      `${withHalf(day => 100 * day.utilisation)} (${mean(day => 100 * day.utilisationSpread, 0)})`,
      mean(day => day.doubleCalls),
    ]
  })
  return [[...heading, 'busy % (sd of agents)', 'double calls'], ...rows]
}

function classTable(byPolicy: ReadonlyMap<string, readonly PolicyDay[]>): string[][] {
  const rows = [...byPolicy].map(([policy, days]) => [
    policy,
    ...CLASSES.map(priority => {
      const of = (figure: keyof WaitFigures) => presentOn(days, day => figureOf(day, figure, priority))
      const shown = (figure: keyof WaitFigures) =>
        `${meanOf(of(figure)).toFixed(0)}+-${halfWidth(of(figure)).toFixed(0)}`
      return `${shown('mean')} ${shown('p95')} ${meanOf(of('inPromise')).toFixed(0)}`
    }),
  ])
  return [['policy', ...CLASS_NAMES], ...rows]
}

/** Of the days that have the figure: on some nobody of a class came. */
function presentOn(days: readonly PolicyDay[], figure: (day: PolicyDay) => number): number[] {
  return days.map(figure).filter(value => !Number.isNaN(value))
}

function overFifo(days: readonly PolicyDay[]): number {
  return quantile(
    days.flatMap(day => day.overFifo),
    0.99,
  )
}

function ratioTable(days: Days): string[][] {
  const compared = new Comparison(days)
  const rows = SCENARIOS.flatMap(({ name }) =>
    ['strict', 'seed', 'seed, no bonus'].map(base => [
      `${name} / ${base}`,
      ...(['mean', 'p95', 'max', 'late'] as const).map(figure => intervalText(compared.ratio(name, base, figure))),
    ]),
  )
  return [['scenario / base', 'mean', 'p95', 'max', 'late'], ...rows]
}

type Compared = keyof WaitFigures

class Comparison {
  constructor(readonly days: Days) {}

  of(scenario: string, policy = 'hybrid'): readonly PolicyDay[] {
    const days = this.days.get(scenario)?.get(policy)
    if (!days) throw new Error(`${scenario} under ${policy} was not run`)
    return days
  }

  /** The hybrid's figure over that of another policy; of one class only on days on which somebody of it came. */
  ratio(scenario: string, base: string, figure: Compared, priority?: PriorityClass): Interval {
    const theirs = this.of(scenario, base)
    const pairs = this.of(scenario)
      .map((day, index) => [day, theirs[index] ?? day].map(one => figureOf(one, figure, priority)))
      .filter(([ours]) => !Number.isNaN(ours))
    const floor = figure === 'late' ? LATE_FLOOR : 0
    return pairedRatio(
      pairs.map(([ours = Number.NaN]) => ours),
      pairs.map(([, their = Number.NaN]) => their),
      floor,
    )
  }

  sum(figure: (day: PolicyDay) => number, scenarios: readonly string[] = [...this.days.keys()]): number {
    return scenarios.flatMap(scenario => this.of(scenario).map(figure)).reduce((sum, value) => sum + value, 0)
  }
}

type RatioTarget = readonly [scenario: string, base: string, figure: Compared, atMost: number, priority?: PriorityClass]

const RATIOS: readonly RatioTarget[] = [
  ['normal', 'strict', 'mean', 1],
  ['normal', 'strict', 'p95', 0.6],
  ['normal', 'strict', 'max', 0.4],
  ['normal', 'strict', 'late', 0.25],
  ['normal', 'strict', 'p95', 0.4, 6],
  ['normal', 'seed', 'mean', 0.95],
  ['normal', 'seed', 'p95', 0.85],
  ['normal', 'seed', 'max', 0.65],
  ['normal', 'seed', 'late', 0.25],
  ['overload', 'strict', 'mean', 1.05],
  ['overload', 'strict', 'p95', 0.6],
  ['overload', 'strict', 'max', 0.5],
  ['overload', 'seed', 'mean', 0.96],
  ['overload', 'seed', 'p95', 0.85],
  ['overload', 'seed', 'max', 0.75],
  ['overload', 'seed', 'late', 0.8],
  ['two leave', 'strict', 'max', 0.45],
  ['two leave', 'seed', 'p95', 0.9],
  ['two leave', 'seed', 'late', 0.55],
  ['unreliable skills', 'seed', 'mean', 0.85],
  ['unreliable skills', 'seed', 'late', 0.2],
  ['burst', 'strict', 'p95', 1.4, EMERGENCY],
  ['burst', 'seed', 'p95', 0.6, EMERGENCY],
  ['messy', 'seed', 'mean', 0.92],
  ['messy', 'seed', 'p95', 0.82],
  ['partition', 'seed', 'max', 0.7],
]

function judge(compared: Comparison, report: Report): void {
  for (const [scenario, base, figure, atMost, priority] of RATIOS) {
    const ratio = compared.ratio(scenario, base, figure, priority)
    const whose = priority === undefined ? '' : ` of ${CLASS_NAMES[priority - 1]}`
    report.target(`${scenario} / ${base}: ${figure}${whose}`, ratio.value, { atMost }, intervalText(ratio))
  }
  for (const [scenario, base, atLeast] of [
    ['normal', 'seed', 1.05],
    ['normal', 'strict', 0.93],
    ['overload', 'seed', 0.95],
  ] as const) {
    const ratio = compared.ratio(scenario, base, 'inPromise')
    report.target(`${scenario} / ${base}: % in promise`, ratio.value, { atLeast }, intervalText(ratio))
  }
  judgeLevels(compared, report)
}

function judgeLevels(compared: Comparison, report: Report): void {
  for (const [scenario, priority, what, atLeast] of [
    ['normal', 2, 'appointments in 15 min, %', 95],
    ['overload', 2, 'appointments in 15 min, %', 70],
    ['normal', EMERGENCY, 'emergencies in 5 min, %', 80],
    ['overload', EMERGENCY, 'emergencies in 5 min, %', 80],
  ] as const)
    report.target(
      `${scenario}: ${what}`,
      meanOf(presentOn(compared.of(scenario), day => figureOf(day, 'inPromise', priority))),
      { atLeast },
    )

  const whole = SCENARIOS.filter(({ cut }) => cut === null).map(({ name }) => name)
  const none = { atMost: 0 }
  report.target(
    'hybrid: agent minutes idle with work, no cut',
    compared.sum(day => day.idleWithWork, whole),
    none,
  )
  report.target(
    'hybrid: never called',
    compared.sum(day => day.neverCalled),
    none,
  )
  report.target(
    'hybrid: passed beyond the cap (G1)',
    compared.sum(day => day.capViolations, whole),
    none,
  )
  report.target(
    'hybrid: passed by the same kind (G5)',
    compared.sum(day => day.sameKindOvertakes, whole),
    none,
  )
  report.target('overload: p99 of wait over FIFO, min', overFifo(compared.of('overload')), { atMost: 100 })
  report.target('partition: double calls in 1 h', meanOf(compared.of('partition').map(day => day.doubleCalls)), {
    atMost: 2,
  })
  const cut = pairedRatio(
    compared.of('partition').map(day => day.mean),
    compared.of('normal').map(day => day.mean),
  )
  report.target('partition / no cut: mean', cut.value, { atMost: 1.1 }, intervalText(cut))
}
