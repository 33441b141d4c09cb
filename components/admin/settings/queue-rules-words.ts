import type { DisciplineName, QueueRules } from '@/lib/domain/catalogue'
import { ServiceDay } from '@/lib/domain/ids'
import { rulesOn } from '@/lib/domain/scheduling'
import { DAY_MS, wireEpochOf } from '@/lib/domain/service-day'

type Current = Pick<QueueRules, 'discipline' | 'preset'> & {
  /** Null for what a center calls by that has never chosen. */
  readonly from: ServiceDay | null
}

const AT_FIRST: Current = { from: null, discipline: 'hybrid', preset: 'balanced' }

/** What counts today, and what follows it, soonest first. A version that another one of its day has replaced is in neither. */
export function rulesFrom(
  today: ServiceDay,
  all: readonly QueueRules[],
): { readonly now: Current; readonly coming: readonly QueueRules[] } {
  const coming = all.filter(rules => rules.from > today && rulesOn(rules.from, all) === rules)
  return {
    now: rulesOn(today, all) ?? AT_FIRST,
    coming: coming.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }
}

/** Only where classes have weights. */
export function takesPreset(discipline: DisciplineName): boolean {
  return discipline === 'hybrid' || discipline === 'accumulating_priority'
}

export function dayAfter(day: ServiceDay): ServiceDay {
  return ServiceDay.parse(new Date(wireEpochOf(day) + DAY_MS).toISOString().slice(0, 10))
}
