import { EMERGENCY, type PriorityClass } from '@/lib/domain/engine/model'
import { CENTER_CONFIG, CLASSES } from './center-table'
import { centerWorld } from './center-world'
import { type DayFigures, figuresOf, measureDay, type WaitFigures, waitFigures } from './day-measures'
import { DayLearning, daysBefore } from './learning'
import { APQ, DUE_DATE, FIFO, GC_MU, HYBRID, type Policy, RATIO, SEED, SEED_NO_BONUS, STRICT } from './policies'
import { scenarioNamed } from './scenarios'

/** First come first served is the one to which the others are compared citizen by citizen: it must be the first. */
export const POLICIES: readonly Policy[] = [FIFO, STRICT, SEED, SEED_NO_BONUS, APQ, RATIO, GC_MU, DUE_DATE, HYBRID]

export type PolicyDay = DayFigures & {
  readonly byClass: ReadonlyMap<PriorityClass, WaitFigures>
  /** Of everybody but emergencies: the wait beside what it is first come first served, in minutes. */
  readonly overFifo: readonly number[]
  readonly neverCalled: number
  readonly doubleCalls: number
  readonly capViolations: number
  readonly sameKindOvertakes: number
}

/** The same day under each policy, in the order of `POLICIES`. */
export function compareDay(scenarioName: string, seed: string): PolicyDay[] {
  const scenario = scenarioNamed(scenarioName)
  const world = centerWorld(scenario, seed)
  const before = daysBefore(scenario, seed)
  const days = POLICIES.map(policy => measureDay(world, policy, CENTER_CONFIG, new DayLearning(before, CENTER_CONFIG)))
  const fifo = days[0]?.waits ?? []
  return days.map(day => ({
    ...figuresOf(day),
    byClass: new Map(CLASSES.map(priority => [priority, waitFigures(day, priority)])),
    overFifo: day.waits
      .map((wait, index) => wait - (fifo[index] ?? Number.NaN))
      .filter((_, index) => day.priorities[index] !== EMERGENCY),
    neverCalled: day.neverCalled,
    doubleCalls: day.doubleCalls,
    capViolations: day.capViolations,
    sameKindOvertakes: day.sameKindOvertakes,
  }))
}

/** Of one class; NaN when nobody of it came. */
export function figureOf(day: PolicyDay, figure: keyof WaitFigures, priority?: PriorityClass): number {
  return (priority === undefined ? day : day.byClass.get(priority))?.[figure] ?? Number.NaN
}
