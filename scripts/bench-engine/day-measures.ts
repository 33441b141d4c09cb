import { MINUTE_MS, rulesOf } from '@/lib/domain/engine/config'
import { mayServe } from '@/lib/domain/engine/eligibility'
import { gini } from '@/lib/domain/engine/fairness'
import { EMERGENCY, type EngineConfig, type PriorityClass } from '@/lib/domain/engine/model'
import { type Call, DayRun, type Learning } from './day-run'
import { deviationOf, meanOf, quantile } from './figures'
import type { Policy } from './policies'
import { waitOf } from './visit'
import type { World } from './world'

/** What one policy made of one day; minutes, and one entry for each citizen in order of arrival. */
export type DayMeasures = {
  readonly priorities: readonly PriorityClass[]
  readonly waits: readonly number[]
  readonly promises: readonly number[]
  readonly neverCalled: number
  /** How often somebody who came earlier, and whom the agent could have called, was passed. */
  readonly overtakes: number
  readonly capViolations: number
  readonly sameKindOvertakes: number
  readonly idleWithWorkMinutes: number
  readonly doubleCalls: number
  /** Of each agent, his work over his time at the station between opening and the end of the day's work. */
  readonly utilisations: readonly number[]
}

export function measureDay(world: World, policy: Policy, config: EngineConfig, learning: Learning): DayMeasures {
  const counts = { overtakes: 0, capViolations: 0, sameKindOvertakes: 0, idleMs: 0, doubleCalls: 0, lastCallAt: 0 }
  const run = new DayRun(world, policy, config, learning, {
    called: call => {
      counts.lastCallAt = call.at
      if (world.cut && call.at >= world.cut.from && call.at < world.cut.to) return
      const passed = passedBy(call, config)
      counts.overtakes += passed.earlier
      counts.capViolations += passed.beyondCap
      counts.sameKindOvertakes += passed.sameKind
    },
    idledWithWork: ms => {
      counts.idleMs += ms
    },
    calledTwice: () => {
      counts.doubleCalls++
    },
  })
  run.play()
  return {
    priorities: run.visits.map(({ priority }) => priority),
    waits: run.visits.map(visit => (visit.calledAt === null ? Number.NaN : waitOf(visit, visit.calledAt) / MINUTE_MS)),
    promises: run.visits.map(({ priority }) => rulesOf(config, priority).promiseMs / MINUTE_MS),
    neverCalled: run.visits.filter(({ calledAt }) => calledAt === null).length,
    overtakes: counts.overtakes,
    capViolations: counts.capViolations,
    sameKindOvertakes: counts.sameKindOvertakes,
    idleWithWorkMinutes: counts.idleMs / MINUTE_MS,
    doubleCalls: counts.doubleCalls,
    utilisations: utilisations(run, counts.lastCallAt),
  }
}

/** Whom a call passed: all who wait and whom the same agent could have called now. */
function passedBy({ ticket, agent, at, view }: Call, config: EngineConfig) {
  const { capMs } = rulesOf(config, ticket.priority)
  let [earlier, beyondCap, sameKind] = [0, 0, 0]
  for (const other of view.waiting) {
    if (other.creditStart >= ticket.creditStart && other.checkedInAt >= ticket.checkedInAt) continue
    if (other.notBefore > at || !mayServe(agent.seen, other, view.agents)) continue
    if (other.checkedInAt < ticket.checkedInAt) earlier++
    if (other.priority === EMERGENCY || ticket.priority === EMERGENCY) continue
    if (ticket.creditStart > other.creditStart + capMs) beyondCap++
    if (other.creditStart < ticket.creditStart && isSameKind(other, ticket)) sameKind++
  }
  return { earlier, beyondCap, sameKind }
}

type Kind = { readonly priority: PriorityClass; readonly service: number }

function isSameKind(a: Kind, b: Kind): boolean {
  return a.priority === b.priority && a.service === b.service
}

function utilisations({ agents, world }: DayRun, lastCallAt: number): number[] {
  const until = Math.max(lastCallAt, world.doorsCloseAt)
  return agents.map(({ duty, workedMs }) => {
    const end = Math.min(until, duty.leavesAt ?? until)
    const away = duty.breaks.filter(({ from }) => from < end).reduce((sum, { from, to }) => sum + to - from, 0)
    return Math.min(1, workedMs / (end - world.opensAt - away))
  })
}

/** The figures of one day that the tables show. */
export type DayFigures = {
  readonly mean: number
  readonly p95: number
  readonly max: number
  /** Of all citizens, in percent. */
  readonly inPromise: number
  /** Mean minutes beyond the promise. */
  readonly late: number
  readonly gini: number
  readonly overtakesPerTicket: number
  readonly idleWithWork: number
  readonly utilisation: number
  readonly utilisationSpread: number
}

export function figuresOf(day: DayMeasures): DayFigures {
  const waits = day.waits.filter(wait => !Number.isNaN(wait))
  return {
    ...waitFigures(day),
    gini: gini(waits),
    overtakesPerTicket: day.overtakes / day.waits.length,
    idleWithWork: day.idleWithWorkMinutes,
    utilisation: meanOf(day.utilisations),
    utilisationSpread: deviationOf(day.utilisations),
  }
}

export type WaitFigures = Pick<DayFigures, 'mean' | 'p95' | 'max' | 'inPromise' | 'late'>

/** Of one class, or of all. NaN when nobody of the class came. */
export function waitFigures(day: DayMeasures, priority?: PriorityClass): WaitFigures {
  const own = day.waits
    .map((wait, index) => ({ wait, promise: day.promises[index] ?? 0, priority: day.priorities[index] }))
    .filter(visit => !Number.isNaN(visit.wait) && (priority === undefined || visit.priority === priority))
  const waits = own.map(({ wait }) => wait)
  return {
    mean: meanOf(waits),
    p95: quantile(waits, 0.95),
    max: Math.max(...waits),
    inPromise: (100 * own.filter(({ wait, promise }) => wait <= promise).length) / own.length,
    late: meanOf(own.map(({ wait, promise }) => Math.max(0, wait - promise))),
  }
}
