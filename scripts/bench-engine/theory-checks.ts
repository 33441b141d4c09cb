import { MINUTE_MS, rulesOf } from '@/lib/domain/engine/config'
import type { EngineConfig, PriorityClass } from '@/lib/domain/engine/model'
import {
  COLLECTION,
  CENTER_CONFIG as CONFIG,
  CORRECTION,
  EMERGENCY_SERVICE,
  NEW_APPLICATION_SERVICE,
  RENEWAL,
} from './center-table'
import { DayRun } from './day-run'
import { meanOf } from './figures'
import { nothingLearnt } from './learning'
import { productionPolicy } from './policies'
import { type QueueClass, type QueueShape, queueWorld } from './queue-world'
import { accumulating, allenCunneen, cobham, erlangBeyond, erlangC, erlangWait, residualWork } from './theory'
import { waitOf } from './visit'

type Waited = { readonly priority: PriorityClass; readonly minutes: number }

export type TheoryFigure = {
  readonly name: string
  readonly theory: number
  readonly of: (all: readonly Waited[]) => number
}

export type TheoryCheck = {
  readonly name: string
  readonly shape: Omit<QueueShape, 'customers'>
  readonly config: EngineConfig
  readonly figures: readonly TheoryFigure[]
}

/** Of the customers of a run; the first find the center too empty. */
const WARM_UP = 0.1
/** The last are passed by nobody who comes later. */
const COOL_DOWN = 0.02
const MEAN = 10

const FIFO: EngineConfig = { ...CONFIG, discipline: 'fifo' }
const STRICT: EngineConfig = { ...CONFIG, discipline: 'strict_priority' }

const ONE_CLASS: QueueClass = { service: RENEWAL, share: 1, meanMinutes: MEAN }

function meanWait(theory: number, name = 'mean', ...priorities: readonly PriorityClass[]): TheoryFigure {
  return {
    name,
    theory,
    of: all =>
      meanOf(
        all
          .filter(({ priority }) => priorities.length === 0 || priorities.includes(priority))
          .map(({ minutes }) => minutes),
      ),
  }
}

function beyond(theory: number, limit: number): TheoryFigure {
  return {
    name: `P(wait > ${limit})`,
    theory,
    of: all => all.filter(({ minutes }) => minutes > limit).length / all.length,
  }
}

/** Ten servers of one rate; of the first class come 40 %. */
function tenServers(utilisation: number, classes: readonly QueueClass[]): Omit<QueueShape, 'customers'> {
  return { servers: 10, utilisation, classes, cv: 1, isExponential: true }
}

const TWO_CLASSES: readonly QueueClass[] = [
  { service: RENEWAL, share: 0.4, meanMinutes: MEAN },
  { service: CORRECTION, share: 0.6, meanMinutes: MEAN },
]

function lines(): TheoryCheck {
  const load = 8.5
  const figures = [
    meanWait(erlangWait(10, load, MEAN)),
    beyond(erlangC(10, load), 0),
    beyond(erlangBeyond(10, load, MEAN, 10), 10),
  ]
  const name = 'M/M/10 .85 (Erlang C)'
  return { name, shape: tenServers(0.85, [ONE_CLASS]), config: FIFO, figures }
}

function generalLine(): TheoryCheck {
  const shape = { ...tenServers(0.85, [ONE_CLASS]), cv: 0.6, isExponential: false }
  const figures = [meanWait(allenCunneen(10, 8.5, MEAN, 0.6))]
  return { name: 'M/G/10 .85 cv .6 (Allen and Cunneen, an approximation)', shape, config: FIFO, figures }
}

function strictPriority(): TheoryCheck {
  const inProgress = erlangWait(10, 9, MEAN) * 0.1
  const [first = 0, second = 0] = cobham(inProgress, [0.36, 0.54])
  const figures = [meanWait(first, 'first class', 4), meanWait(second, 'second class', 6)]
  return { name: 'M/M/10 .90 strict priority (Cobham)', shape: tenServers(0.9, TWO_CLASSES), config: STRICT, figures }
}

const ONE_SERVER: readonly QueueClass[] = [
  { service: COLLECTION, share: 0.4, meanMinutes: 3 },
  { service: RENEWAL, share: 0.4, meanMinutes: 10 },
  { service: CORRECTION, share: 0.2, meanMinutes: 20 },
]
const ONE_SERVER_UTILISATION = 0.695

function oneServer(): TheoryCheck {
  const mean = ONE_SERVER.reduce((sum, { share, meanMinutes }) => sum + share * meanMinutes, 0)
  const rate = ONE_SERVER_UTILISATION / mean
  const cv = 0.6
  const inProgress = residualWork(
    ONE_SERVER.map(({ share, meanMinutes }) => ({ rate: rate * share, mean: meanMinutes, cv })),
  )
  const [collection = 0, renewal = 0, correction = 0] = cobham(
    inProgress,
    ONE_SERVER.map(({ share, meanMinutes }) => rate * share * meanMinutes),
  )
  return {
    name: 'M/G/1 .695 strict priority (Cobham)',
    shape: { servers: 1, utilisation: ONE_SERVER_UTILISATION, classes: ONE_SERVER, cv, isExponential: false },
    config: STRICT,
    figures: [
      meanWait(collection, 'first class', 3),
      meanWait(renewal, 'second class', 4),
      meanWait(correction, 'third class', 6),
    ],
  }
}

/** Rates one to three: the promises alone differ. */
function kleinrock(): TheoryCheck {
  const [low, high] = accumulating(erlangWait(10, 9, MEAN), 0.54, 0.36, 3)
  const promises: Partial<Record<PriorityClass, number>> = { 4: 20, 6: 60 }
  return {
    name: 'M/M/10 .90 accumulating 1:3 (Kleinrock)',
    shape: tenServers(0.9, TWO_CLASSES),
    config: {
      ...CONFIG,
      discipline: 'accumulating_priority',
      classes: CONFIG.classes.map((rules, index) => {
        // reason: the classes stand in their order, from 1
        const promise = promises[(index + 1) as PriorityClass]
        return promise === undefined ? rules : { ...rules, weight: 1, promiseMs: promise * MINUTE_MS }
      }),
    },
    figures: [meanWait(low, 'slow class', 6), meanWait(high, 'fast class', 4)],
  }
}

/** Whatever the order, as long as it does not look at the work itself, all together wait as long as in one line. */
function conservation(): TheoryCheck {
  const classes: readonly QueueClass[] = [
    { service: EMERGENCY_SERVICE, share: 0.02, meanMinutes: MEAN },
    { service: NEW_APPLICATION_SERVICE, share: 0.1, meanMinutes: MEAN, isBooked: true },
    { service: COLLECTION, share: 0.25, meanMinutes: MEAN },
    { service: RENEWAL, share: 0.25, meanMinutes: MEAN },
    { service: NEW_APPLICATION_SERVICE, share: 0.3, meanMinutes: MEAN },
    { service: CORRECTION, share: 0.08, meanMinutes: MEAN },
  ]
  const figures = [meanWait(erlangWait(10, 9, MEAN))]
  return {
    name: 'M/M/10 .90 hybrid, six classes (conservation law)',
    shape: tenServers(0.9, classes),
    config: CONFIG,
    figures,
  }
}

/** Without its window the hybrid is accumulating priority: renewals and appointments, at the rates of the table. */
function hybridRatio(): TheoryCheck {
  const rateOf = (priority: PriorityClass) => rulesOf(CONFIG, priority).weight / rulesOf(CONFIG, priority).promiseMs
  const [renewal, appointment] = accumulating(erlangWait(10, 9.5, MEAN), 0.57, 0.38, rateOf(2) / rateOf(4))
  const classes: readonly QueueClass[] = [
    { service: RENEWAL, share: 0.4, meanMinutes: MEAN, isBooked: true },
    { service: RENEWAL, share: 0.6, meanMinutes: MEAN },
  ]
  const [slow, fast] = [meanWait(0, '', 4), meanWait(0, '', 2)]
  return {
    name: 'M/M/10 .95 hybrid, window open (Kleinrock)',
    shape: tenServers(0.95, classes),
    config: { ...CONFIG, classes: CONFIG.classes.map(rules => ({ ...rules, capMs: Number.MAX_SAFE_INTEGER })) },
    figures: [{ name: 'renewal / appointment', theory: renewal / appointment, of: all => slow.of(all) / fast.of(all) }],
  }
}

export const THEORY_CHECKS: readonly TheoryCheck[] = [
  lines(),
  strictPriority(),
  oneServer(),
  kleinrock(),
  conservation(),
  hybridRatio(),
  generalLine(),
]

/** One figure after the other, of one run. */
export function runCheck({ shape, config, figures }: TheoryCheck, customers: number, seed: string): number[] {
  const world = queueWorld({ ...shape, customers }, seed)
  const run = new DayRun(world, productionPolicy(config.discipline, config), config, nothingLearnt())
  run.play()
  const settled = run.visits.slice(Math.round(customers * WARM_UP), -Math.round(customers * COOL_DOWN))
  const waited = settled.map(visit => ({
    priority: visit.priority,
    minutes: waitOf(visit, visit.calledAt ?? Number.NaN) / MINUTE_MS,
  }))
  return figures.map(({ of }) => of(waited))
}
