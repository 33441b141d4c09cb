import type { ServiceId } from '../ids'
import { MINUTE_MS } from './config'
import type { EngineConfig, PriorityClass } from './model'

const CLASS_COUNT = 6
const CAP_MAX_MS = 180 * MINUTE_MS
const HEAD_START_MAX_MS = 60 * MINUTE_MS
/** Each costs a device a fifth of a millisecond or more: above this an estimate would be felt. */
const ROLLOUTS_MAX = 1000

export type ConfigRefusal =
  | { readonly code: 'class_count'; readonly expected: number }
  | {
      readonly code: 'promise_not_positive' | 'weight_not_positive' | 'cap_out_of_bounds'
      readonly priority: PriorityClass
    }
  | {
      readonly code: 'prior_not_positive' | 'variation_out_of_bounds' | 'nobody_can_serve'
      readonly service: ServiceId
    }
  | { readonly code: 'not_a_count' | 'not_a_duration' | 'not_a_chance' | 'out_of_bounds'; readonly field: string }

/**
 * Everything that is wrong with a configuration; nothing when it may be used.
 *
 * @param servable what the agents and stations of the center can serve together.
 */
export function validateConfig(config: EngineConfig, servable: ReadonlySet<ServiceId>): readonly ConfigRefusal[] {
  return [...classRefusals(config), ...serviceRefusals(config, servable), ...boundRefusals(config)]
}

function classRefusals({ classes }: EngineConfig): ConfigRefusal[] {
  if (classes.length !== CLASS_COUNT) return [{ code: 'class_count', expected: CLASS_COUNT }]
  return classes.flatMap(({ promiseMs, weight, capMs }, index): ConfigRefusal[] => {
    const priority = index + 1
    return [
      ...(isDuration(promiseMs) && promiseMs > 0 ? [] : [{ code: 'promise_not_positive', priority } as const]),
      ...(Number.isFinite(weight) && weight > 0 ? [] : [{ code: 'weight_not_positive', priority } as const]),
      ...(isDuration(capMs) && capMs <= CAP_MAX_MS ? [] : [{ code: 'cap_out_of_bounds', priority } as const]),
    ]
  })
}

function serviceRefusals({ services }: EngineConfig, servable: ReadonlySet<ServiceId>): ConfigRefusal[] {
  return [...services].flatMap(([service, { priorMs, priorCv }]): ConfigRefusal[] => [
    ...(isDuration(priorMs) && priorMs > 0 ? [] : [{ code: 'prior_not_positive', service } as const]),
    ...(priorCv > 0 && priorCv <= 3 ? [] : [{ code: 'variation_out_of_bounds', service } as const]),
    ...(servable.has(service) ? [] : [{ code: 'nobody_can_serve', service } as const]),
  ])
}

function boundRefusals(config: EngineConfig): ConfigRefusal[] {
  const { appointment, noShow, rollouts, fit, closing } = config
  return [
    ...fieldsThat('not_a_count', isPositiveCount, {
      version: config.version,
      laneMaxRun: config.laneMaxRun,
      'noShow.max': noShow.max,
      'rollouts.count': rollouts.count,
    }),
    ...fieldsThat('not_a_duration', isDuration, {
      headStartMs: config.headStartMs,
      walkMs: config.walkMs,
      'appointment.earlyMs': appointment.earlyMs,
      'appointment.lateMs': appointment.lateMs,
      'noShow.holdMs': noShow.holdMs,
      'noShow.penaltyMs': noShow.penaltyMs,
      'noShow.returnWithinMs': noShow.returnWithinMs,
      'noShow.returnCreditMs': noShow.returnCreditMs,
      'noShow.costMs': noShow.costMs,
      'rollouts.horizonMs': rollouts.horizonMs,
    }),
    ...fieldsThat('not_a_chance', isChance, {
      'noShow.chance': noShow.chance,
      'closing.sureFrom': closing.sureFrom,
      'closing.refuseBelow': closing.refuseBelow,
      'rollouts.low': rollouts.low,
      'rollouts.high': rollouts.high,
    }),
    ...fieldsThat('out_of_bounds', isTrue, {
      headStartMs: config.headStartMs <= HEAD_START_MAX_MS,
      fit: fit.min > 0 && fit.min <= 1 && fit.max >= 1 && Number.isFinite(fit.max),
      'rollouts.count': rollouts.count <= ROLLOUTS_MAX,
      'rollouts.low': rollouts.low < rollouts.high,
      'closing.refuseBelow': closing.refuseBelow < closing.sureFrom,
    }),
  ]
}

function fieldsThat<Value>(
  code: 'not_a_count' | 'not_a_duration' | 'not_a_chance' | 'out_of_bounds',
  isRight: (value: Value) => boolean,
  fields: Readonly<Record<string, Value>>,
): ConfigRefusal[] {
  return Object.entries(fields).flatMap(([field, value]) => (isRight(value) ? [] : [{ code, field }]))
}

function isDuration(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isPositiveCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function isChance(value: number): boolean {
  return value >= 0 && value <= 1
}

function isTrue(value: boolean): boolean {
  return value
}
