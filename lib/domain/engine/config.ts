import type { PresetName, Service } from '../catalogue'
import type { DurationMs, ServiceId } from '../ids'
import { type ClassRules, type EngineConfig, NEW_APPLICATION, type PriorityClass, type ServiceRules } from './model'

/** Counts up with every change of a rule in this folder: two devices with different rules are told apart. */
export const ENGINE_VERSION = 2

export const MINUTE_MS: DurationMs = 60_000

/** By class 1 to 6. An emergency has no cap to use: it goes by its lane. */
const PROMISE_MINUTES = [5, 15, 20, 45, 60, 60]
const PRESETS: Readonly<
  Record<PresetName, { readonly weights: readonly number[]; readonly capMinutes: readonly number[] }>
> = {
  balanced: { weights: [1, 3, 1.8, 1, 0.9, 0.8], capMinutes: [0, 180, 90, 60, 45, 30] },
  fair: { weights: [1, 2, 1, 1, 1, 1], capMinutes: [0, 180, 90, 60, 45, 30] },
  throughput: { weights: [1, 3, 3.3, 1, 0.67, 0.5], capMinutes: [0, 180, 150, 120, 90, 60] },
}

/** The code of the service of a citizen who does not know what he needs, where the center has one. */
const UNKNOWN_SERVICE_CODE = 'UNKNOWN'
const PRIOR_CV = 0.6
/** Nobody knows what it will be. */
const UNKNOWN_SERVICE_CV = 0.9

/** The configuration of a center that has chosen nothing but a preset. */
export function presetConfig(preset: PresetName, services: readonly Service[], version = 1): EngineConfig {
  return {
    version,
    discipline: 'hybrid',
    classes: presetClasses(preset),
    services: new Map(services.filter(({ active }) => active).map(service => [service.id, tableRules(service)])),
    unknownService: services.find(({ active, code }) => active && code === UNKNOWN_SERVICE_CODE)?.id ?? null,
    headStartMs: 15 * MINUTE_MS,
    appointment: { earlyMs: 30 * MINUTE_MS, lateMs: 15 * MINUTE_MS },
    laneMaxRun: 2,
    fit: { min: 0.8, max: 1.25 },
    noShow: {
      max: 3,
      holdMs: 5 * MINUTE_MS,
      penaltyMs: 10 * MINUTE_MS,
      returnWithinMs: 60 * MINUTE_MS,
      returnCreditMs: 15 * MINUTE_MS,
      chance: 0.06,
      costMs: 90_000,
    },
    closing: { sureFrom: 0.9, refuseBelow: 0.1 },
    walkMs: 30_000,
    rollouts: { count: 50, horizonMs: 300 * MINUTE_MS, low: 0.1, high: 0.9 },
  }
}

export function presetClasses(preset: PresetName): readonly ClassRules[] {
  const { weights, capMinutes } = PRESETS[preset]
  return PROMISE_MINUTES.map((promise, index) => ({
    promiseMs: promise * MINUTE_MS,
    weight: weights[index] ?? 1,
    capMs: (capMinutes[index] ?? 0) * MINUTE_MS,
  }))
}

function tableRules({ priority, durationMinutes, code }: Service): ServiceRules {
  const priorCv = code === UNKNOWN_SERVICE_CODE ? UNKNOWN_SERVICE_CV : PRIOR_CV
  return { priority, priorMs: durationMinutes * MINUTE_MS, priorCv }
}

const UNKNOWN_CLASS: ClassRules = { promiseMs: 60 * MINUTE_MS, weight: 0.8, capMs: 30 * MINUTE_MS }
const UNKNOWN_SERVICE: ServiceRules = {
  priority: NEW_APPLICATION,
  priorMs: 11 * MINUTE_MS,
  priorCv: UNKNOWN_SERVICE_CV,
}

/** Total: a class that a configuration does not know is ranked as the last one, so that a decision is always made. */
export function rulesOf(config: EngineConfig, priority: PriorityClass): ClassRules {
  return config.classes[priority - 1] ?? UNKNOWN_CLASS
}

export function serviceRulesOf(config: EngineConfig, service: ServiceId): ServiceRules {
  return config.services.get(service) ?? UNKNOWN_SERVICE
}
