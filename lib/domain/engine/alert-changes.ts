import type { DurationMs, InstantMs } from '../ids'
import { unreachable } from '../result'
import { type Alert, type AlertScene, alertsOf } from './alerts'
import { MINUTE_MS, rulesOf } from './config'
import type { PriorityClass } from './model'

/** What must be remembered between two looks. */
export type AlertMemory = {
  readonly alerts: readonly Alert[]
  /** Since when the newcomers of a class are told a wait longer than promised. */
  readonly breachingSince: ReadonlyMap<PriorityClass, InstantMs>
}

export const NO_ALERTS: AlertMemory = { alerts: [], breachingSince: new Map() }

/** One event of `system_alert`: an alert begins, or is over. */
export type AlertChange = { readonly kind: 'raised' | 'cleared'; readonly alert: Alert }

/** A breach is told when it has lasted, and is over when the wait is clearly shorter again. */
const BREACH_LASTS_MS: DurationMs = 5 * MINUTE_MS
const BREACH_CLEARS_BELOW = 0.85

/** The alerts after one more look, and what changed. An emergency that becomes an error is raised once more. */
export function lookAgain(
  memory: AlertMemory,
  scene: AlertScene,
): { readonly memory: AlertMemory; readonly changes: readonly AlertChange[] } {
  const breachingSince = breachesOf(memory, scene)
  const alerts = [...alertsOf(scene), ...classBreaches(breachingSince, scene)]
  const before = new Set(memory.alerts.map(alertKey))
  const after = new Set(alerts.map(alertKey))
  return {
    memory: { alerts, breachingSince },
    changes: [
      ...memory.alerts.filter(alert => !after.has(alertKey(alert))).map(alert => ({ kind: 'cleared' as const, alert })),
      ...alerts.filter(alert => !before.has(alertKey(alert))).map(alert => ({ kind: 'raised' as const, alert })),
    ],
  }
}

function breachesOf({ breachingSince }: AlertMemory, scene: AlertScene): ReadonlyMap<PriorityClass, InstantMs> {
  const breaching = new Map<PriorityClass, InstantMs>()
  for (const [priority, medianMs] of scene.newcomerMedians) {
    const { promiseMs } = rulesOf(scene.config, priority)
    const since = breachingSince.get(priority)
    if (medianMs > promiseMs || (since !== undefined && medianMs >= BREACH_CLEARS_BELOW * promiseMs))
      breaching.set(priority, since ?? scene.now)
  }
  return breaching
}

function classBreaches(breachingSince: ReadonlyMap<PriorityClass, InstantMs>, scene: AlertScene): Alert[] {
  return [...breachingSince]
    .filter(([, since]) => scene.now - since >= BREACH_LASTS_MS)
    .sort(([a], [b]) => a - b)
    .map(([priority]) => ({ code: 'class_breach', priority, medianMs: scene.newcomerMedians.get(priority) ?? 0 }))
}

/** The same as it is written down when a supervisor has seen to it: its kind, then what it is about (`AlertName`). */
export function alertName(alert: Alert): string {
  const key = alertKey(alert)
  return key === alert.code ? key : `${alert.code}:${key.slice(alert.code.length + 1)}`
}

/** Tells one alert from another; its numbers may change while it lasts. */
export function alertKey(alert: Alert): string {
  switch (alert.code) {
    case 'emergency_waiting':
      return `${alert.code}.${alert.severity}.${alert.ticket}`
    case 'ticket_at_risk':
      return `${alert.code}.${alert.ticket}`
    case 'long_service':
      return `${alert.code}.${alert.agent}.${alert.ticket}`
    case 'class_breach':
      return `${alert.code}.${alert.priority}`
    case 'no_capable_agent':
      return `${alert.code}.${alert.service}`
    case 'drift':
      return `${alert.code}.${alert.agent}.${alert.service}.${alert.direction}`
    case 'idle_with_work':
    case 'out_of_reach':
    case 'many_overrides':
      return `${alert.code}.${alert.agent}`
    case 'clock_skew':
    case 'version_differs':
      return `${alert.code}.${alert.device}`
    case 'actor_unproven':
      return `${alert.code}.${alert.station}`
    case 'overload':
    case 'closing':
    case 'no_show_spike':
      return alert.code
    default:
      return unreachable(alert)
  }
}
