import type { Queue } from '@/lib/domain/fold'

/** All that may be read of a queue, as text that is equal to the byte when two queues are. */
export function foldDigest(queue: Queue): string {
  const { tickets, openStations, dayState, conflicts, alerts, roster } = queue
  const byKey = <Key, Value>(map: ReadonlyMap<Key, Value>) =>
    [...map].map(([key, value]) => [String(key), value] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1))
  const { rules, devices, staff } = roster
  return JSON.stringify(
    {
      tickets: byKey(tickets),
      openStations: byKey(openStations),
      reception: dayState.reception,
      suspended: byKey(dayState.suspendedServices),
      paused: byKey(dayState.pausedKiosks),
      acknowledged: byKey(dayState.acknowledgedAlerts),
      signIns: byKey(dayState.signIns).map(([agent, devices]) => [agent, [...devices].sort()]),
      conflicts,
      alerts,
      rules,
      devices: byKey(devices),
      staff: byKey(staff),
    },
    (_key, value: unknown) => (isPlain(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value),
  )
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1
}
