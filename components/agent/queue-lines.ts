import type { DurationMs, InstantMs, ServiceId } from '@/lib/domain/ids'
import type { WaitingTicket } from '@/lib/domain/ticket'

export type QueueLine = { readonly service: ServiceId; readonly count: number; readonly longestMs: DurationMs }

/** The agent's queue by service: how many wait, and how long the first of them has waited. In order of first call. */
export function queueLines(waiting: readonly WaitingTicket[], now: InstantMs): readonly QueueLine[] {
  const lines = new Map<ServiceId, QueueLine>()
  for (const { service, checkedInAt } of waiting) {
    const line = lines.get(service)
    const longestMs = Math.max(line?.longestMs ?? 0, now - checkedInAt)
    lines.set(service, { service, count: (line?.count ?? 0) + 1, longestMs })
  }
  return [...lines.values()]
}
