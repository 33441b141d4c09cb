import { MINUTE_MS } from '@/lib/domain/engine/config'
import {
  CENTER_CONFIG,
  COLLECTION,
  CORRECTION,
  EMERGENCY_SERVICE,
  NEW_APPLICATION_SERVICE,
  RENEWAL,
} from './center-table'
import { measureDay } from './day-measures'
import { DayRun } from './day-run'
import { nothingLearnt } from './learning'
import { FIFO, HYBRID, type Policy } from './policies'
import { queueWorld } from './queue-world'
import type { World } from './world'

/** Agents who can all do everything, nobody away, more work than they can do: what the bounds are proven for. */
const AGENTS = 10
const SHAPE = {
  servers: AGENTS,
  utilisation: 1.1,
  classes: [
    { service: EMERGENCY_SERVICE, share: 0.02, meanMinutes: 12 },
    { service: RENEWAL, share: 0.1, meanMinutes: 10, isBooked: true },
    { service: COLLECTION, share: 0.25, meanMinutes: 3 },
    { service: RENEWAL, share: 0.25, meanMinutes: 10 },
    { service: NEW_APPLICATION_SERVICE, share: 0.3, meanMinutes: 15 },
    { service: CORRECTION, share: 0.08, meanMinutes: 20 },
  ],
  cv: 0.6,
  isExponential: false,
}

type Served = {
  readonly isEmergency: boolean
  readonly arrivesAt: number
  readonly startsAt: number
  readonly workMs: number
}

export type GuaranteeCheck = {
  readonly tickets: number
  readonly capViolations: number
  readonly sameKindOvertakes: number
  /** G2: servers times wait beyond the work in the building and of those who passed. */
  readonly waitViolations: number
  /** Servers times wait over that bound, the largest: close to 1 is tight. */
  readonly tightest: number
  /** G3: the wait beyond FIFO's by more than the work of those who passed allows. */
  readonly fifoViolations: number
  readonly worstOverFifoMinutes: number
}

/** Ticket by ticket on one sample path: G1, G2, G3 and G5. */
export function checkGuarantees(tickets: number, seed: string): GuaranteeCheck {
  const world = queueWorld({ ...SHAPE, customers: tickets }, `guarantees ${seed}`)
  const { capViolations, sameKindOvertakes } = measureDay(world, HYBRID, CENTER_CONFIG, nothingLearnt())
  const [hybrid, fifo] = [servedUnder(HYBRID, world), servedUnder(FIFO, world)]
  const longestMs = Math.max(...hybrid.map(({ workMs }) => workMs))
  let [waitViolations, tightest, fifoViolations, worstOverFifo] = [0, 0, 0, 0]
  hybrid.forEach((own, index) => {
    if (own.isEmergency) return
    const { inBuilding, passed } = workAround(hybrid, index)
    const wait = own.startsAt - own.arrivesAt
    const bound = inBuilding + passed
    // Each instant of the simulation is rounded to a millisecond, so a sum of work may be off by as much for each agent.
    if (AGENTS * wait > bound + 2 * AGENTS) waitViolations++
    if (bound > 0) tightest = Math.max(tightest, (AGENTS * wait) / bound)
    const overFifo = own.startsAt - (fifo[index]?.startsAt ?? Number.NaN)
    if (!(overFifo <= passed / AGENTS + (2 * (AGENTS - 1) * longestMs) / AGENTS)) fifoViolations++
    worstOverFifo = Math.max(worstOverFifo, overFifo)
  })
  const worstOverFifoMinutes = worstOverFifo / MINUTE_MS
  return { tickets, capViolations, sameKindOvertakes, waitViolations, tightest, fifoViolations, worstOverFifoMinutes }
}

/** In order of arrival. */
function servedUnder(policy: Policy, world: World): Served[] {
  const run = new DayRun(world, policy, CENTER_CONFIG, nothingLearnt())
  run.play()
  return run.visits.map(({ citizen, calledAt }) => ({
    isEmergency: citizen.isEmergency,
    arrivesAt: citizen.arrivesAt,
    startsAt: calledAt ?? Number.NaN,
    workMs: (world.agents[0]?.meanMs.get(citizen.service) ?? 0) * citizen.workFactor,
  }))
}

/** The work in the building when one arrived, and that of all who came later and were called before him. */
function workAround(all: readonly Served[], index: number): { inBuilding: number; passed: number } {
  const own = all[index]
  if (!own) return { inBuilding: 0, passed: 0 }
  let [inBuilding, passed] = [0, 0]
  all.forEach(({ arrivesAt, startsAt, workMs }, other) => {
    if (other < index) inBuilding += Math.max(0, Math.min(workMs, startsAt + workMs - own.arrivesAt))
    else if (other > index && arrivesAt >= own.arrivesAt && startsAt < own.startsAt) passed += workMs
  })
  return { inBuilding, passed }
}
