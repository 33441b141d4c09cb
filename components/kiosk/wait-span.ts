import type { Foretold } from '@/lib/domain/estimates'
import type { WaitEstimate } from '@/lib/domain/wait'

/** From the shortest to the longest wait that newcomers are told of; null as long as nothing has been foretold. */
export function waitSpan(outlooks: readonly Foretold[]): WaitEstimate | null {
  if (outlooks.length === 0) return null
  const ranges = outlooks.flatMap(({ wait }) => (wait.kind === 'range' ? [wait] : []))
  if (ranges.length === 0) return { kind: 'unknown' }
  return {
    kind: 'range',
    fromMinutes: Math.min(...ranges.map(({ fromMinutes }) => fromMinutes)),
    toMinutes: Math.max(...ranges.map(({ toMinutes }) => toMinutes)),
  }
}
