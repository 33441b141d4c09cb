import { serviceRulesOf } from './config'
import type { EngineConfig, ServiceTimes } from './model'

/** What is known before anything has been measured: the seed's table, and agents who are all alike. */
export function priorTimes(config: EngineConfig): ServiceTimes {
  return {
    meanMs: (_agent, service) => serviceRulesOf(config, service).priorMs,
    serviceMeanMs: service => serviceRulesOf(config, service).priorMs,
    factor: () => 1,
    fitOf: () => 1,
    cv: service => serviceRulesOf(config, service).priorCv,
    overheadMs: 0,
  }
}
