import type { BenchPart } from './bench-part'
import { CLASS_NAMES, CLASSES } from './center-table'
import { halfWidth, meanOf } from './figures'
import { COLD, FAMILIES } from './prediction-center'
import type { ToldAndCame } from './prediction-day'
import { printTable, type Report } from './report'
import { SCENARIOS } from './scenarios'

const CENTERS = 14
const QUICK_CENTERS = 1

/** What all centers said in one scenario; one list for each center. */
type Told = { readonly centers: readonly (readonly ToldAndCame[])[]; readonly unknown: number }

export const predictions: BenchPart = async ({ pool, report, isQuick, firstSeed }) => {
  const seeds = Array.from({ length: isQuick ? QUICK_CENTERS : CENTERS }, (_, index) => String(firstSeed + index))
  const answers = await Promise.all(
    FAMILIES.flatMap((_, family) => seeds.map(seed => pool.run('predictions', family, seed))),
  )
  const byScenario = new Map<string, Told>()
  for (const name of [COLD, ...SCENARIOS.map(scenario => scenario.name)]) {
    const own = answers.flat().filter(({ scenario }) => scenario === name)
    if (own.length === 0) continue
    byScenario.set(name, {
      centers: own.map(({ told }) => told),
      unknown: own.reduce((sum, { unknown }) => sum + unknown, 0),
    })
  }
  printTable(
    `Estimates at check-in under the hybrid: mean absolute error in minutes, ${seeds.length} centers [95 %]`,
    errorTable(byScenario),
  )
  printTable('80 % band: coverage, above it, width in minutes; breach alarm; station', bandTable(byScenario))
  printTable('80 % band: coverage by class, %', classTable(byScenario))
  judge(byScenario, report)
  judgeClosing(
    answers.flat().flatMap(({ afternoon }) => afternoon),
    report,
  )
}

function errorTable(byScenario: ReadonlyMap<string, Told>): string[][] {
  const rows = [...byScenario].map(([name, { centers, unknown }]) => {
    const error = (estimate: Estimate) => meanOf(centers.map(told => errorOf(told, estimate))).toFixed(1)
    const ours = centers.map(told => errorOf(told, 'median'))
    return [
      name,
      String(centers.flat().length),
      String(unknown),
      error('naive'),
      error('lastServed'),
      error('headOfLine'),
      `${meanOf(ours).toFixed(1)}+-${halfWidth(ours).toFixed(1)}`,
      biasOf(centers.flat()).toFixed(1),
    ]
  })
  return [['scenario', 'told', 'unknown', 'naive', 'LES', 'HOL', 'rollouts', 'their bias'], ...rows]
}

type Estimate = 'naive' | 'lastServed' | 'headOfLine' | 'median'

function errorOf(told: readonly ToldAndCame[], estimate: Estimate): number {
  return meanOf(told.map(one => Math.abs(one[estimate] - one.waited)))
}

/** Below 0: too little was said. */
function biasOf(told: readonly ToldAndCame[]): number {
  return meanOf(told.map(({ median, waited }) => median - waited))
}

function percent(told: readonly ToldAndCame[], holds: (one: ToldAndCame) => boolean): number {
  return (100 * told.filter(holds).length) / told.length
}

const isInBand = ({ low, high, waited }: ToldAndCame) => waited >= low && waited <= high
const isAbove = ({ high, waited }: ToldAndCame) => waited > high

function bandTable(byScenario: ReadonlyMap<string, Told>): string[][] {
  const rows = [...byScenario].map(([name, { centers }]) => {
    const told = centers.flat()
    const { precision, recall } = alarmOf(told)
    const named = told.filter(({ stationChance }) => stationChance >= 0.6)
    return [
      name,
      percent(told, ({ naive, waited }) => waited >= 0.8 * naive && waited <= naive).toFixed(0),
      percent(told, ({ rawLow, rawHigh, waited }) => waited >= rawLow && waited <= rawHigh).toFixed(0),
      percent(told, isInBand).toFixed(0),
      percent(told, isAbove).toFixed(0),
      meanOf(told.map(({ low, high }) => high - low)).toFixed(1),
      precision.toFixed(2),
      recall.toFixed(2),
      percent(told, ({ isStationRight }) => isStationRight).toFixed(0),
      `${percent(named, ({ isStationRight }) => isStationRight).toFixed(0)} of ${((100 * named.length) / told.length).toFixed(0)}`,
    ]
  })
  const heading = ['scenario', 'naive x.8..1', 'raw', 'calibrated', 'above', 'width', 'precision', 'recall']
  return [[...heading, 'station right, %', 'when named'], ...rows]
}

/** Said to be late with at least one half. NaN when nobody was, or was said to be. */
function alarmOf(told: readonly ToldAndCame[]): { precision: number; recall: number } {
  const said = told.filter(({ breachChance }) => breachChance >= 0.5)
  const came = told.filter(({ isBreached }) => isBreached)
  const both = said.filter(({ isBreached }) => isBreached).length
  return { precision: both / said.length, recall: both / came.length }
}

function classTable(byScenario: ReadonlyMap<string, Told>): string[][] {
  const rows = [...byScenario].map(([name, { centers }]) => [
    name,
    ...CLASSES.map(priority => {
      const own = centers.flat().filter(one => one.priority === priority)
      return own.length < 20 ? '-' : percent(own, isInBand).toFixed(0)
    }),
  ])
  return [['scenario', ...CLASS_NAMES], ...rows]
}

function judge(byScenario: ReadonlyMap<string, Told>, report: Report): void {
  for (const [name, { centers }] of byScenario) {
    const told = centers.flat()
    const ours = errorOf(told, 'median')
    report.target(`${name}: error over naive`, ours / errorOf(told, 'naive'), { atMost: 0.4 })
    report.target(`${name}: error over LES`, ours / errorOf(told, 'lastServed'), { atMost: 0.55 })
    report.target(`${name}: bias of the median, min`, biasOf(told), { between: [-4, 4] })
    report.target(`${name}: band coverage, %`, percent(told, isInBand), { between: [78, 93] })
    report.target(`${name}: above the band, %`, percent(told, isAbove), { atMost: 15 })
    const { precision, recall } = alarmOf(told)
    report.target(`${name}: breach alarm precision`, precision, { atLeast: 0.8 })
    report.target(`${name}: breach alarm recall`, recall, { atLeast: 0.65 })
  }
}

function judgeClosing(late: readonly ToldAndCame[], report: Report): void {
  const rows = [
    [0.9, 1.01],
    [0.1, 0.9],
    [0, 0.1],
  ].map(([from = 0, to = 0]) => {
    const own = late.filter(({ beforeClosingChance: chance }) => chance >= from && chance < to)
    const called = own.filter(({ isBeforeClosing }) => isBeforeClosing).length
    return [`said ${from} to ${Math.min(1, to)}`, String(own.length), ((100 * called) / own.length).toFixed(1)]
  })
  printTable('Check-ins after 13:00, overload: called before closing', [['', 'citizens', 'called, %'], ...rows])
  const sure = late.filter(({ beforeClosingChance }) => beforeClosingChance >= 0.9)
  report.target(
    'closing: said >= .9, called, %',
    percent(sure, ({ isBeforeClosing }) => isBeforeClosing),
    { atLeast: 97 },
  )
}
