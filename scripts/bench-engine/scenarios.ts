import { MINUTE_MS } from '@/lib/domain/engine/config'
import type { InstantMs } from '@/lib/domain/ids'

type Span = { readonly from: InstantMs; readonly to: InstantMs }

export type Scenario = {
  readonly name: string
  /** Of a normal day's arrivals. */
  readonly load: number
  /** Of the true service times. */
  readonly cv: number
  /** The chance that a called citizen is not there: at once, and for each minute that he has waited. */
  readonly absence: { readonly base: number; readonly perMinute: number }
  readonly transferChance: number
  /** After a service the agent pauses eight minutes without saying so. */
  readonly pauseChance: number
  /** Between agents who claim the same skill: the standard deviation of what they take for it, beside their pace. */
  readonly skillDeviation: number
  /** So many agents leave at ten, announced to nobody. */
  readonly leavers: number
  readonly burst: (Span & { readonly count: number }) | null
  readonly cut: Span | null
}

const HOUR_MS = 60 * MINUTE_MS

export const NORMAL: Scenario = {
  name: 'normal',
  load: 1,
  cv: 0.6,
  absence: { base: 0.03, perMinute: 0.0005 },
  transferChance: 0,
  pauseChance: 0,
  skillDeviation: 0,
  leavers: 0,
  burst: null,
  cut: null,
}
export const OVERLOAD: Scenario = { ...NORMAL, name: 'overload', load: 1.35 }
export const TWO_LEAVE: Scenario = { ...NORMAL, name: 'two leave', leavers: 2 }
export const BURST: Scenario = {
  ...NORMAL,
  name: 'burst',
  burst: { from: 10 * HOUR_MS, to: 10.25 * HOUR_MS, count: 20 },
}
export const UNRELIABLE: Scenario = { ...NORMAL, name: 'unreliable skills', skillDeviation: 0.35, transferChance: 0.15 }
export const MESSY: Scenario = {
  ...NORMAL,
  name: 'messy',
  cv: 0.9,
  absence: { base: 0.06, perMinute: 0.0008 },
  transferChance: 0.05,
  pauseChance: 0.06,
}
export const PARTITION: Scenario = { ...NORMAL, name: 'partition', cut: { from: 9.5 * HOUR_MS, to: 10.5 * HOUR_MS } }

export const SCENARIOS: readonly Scenario[] = [NORMAL, OVERLOAD, TWO_LEAVE, BURST, UNRELIABLE, MESSY, PARTITION]

export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find(candidate => candidate.name === name)
  if (!scenario) throw new Error(`no scenario ${name}`)
  return scenario
}
