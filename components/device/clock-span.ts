import type { Translate } from '@/components/ui/both-languages'
import type { ClockError } from '@/lib/client/clock-error'

/** How wrong a clock is, as it is said: `10 min`, `3 h`, `2 jours`. */
export function clockSpan(t: Translate, { unit, count }: ClockError): string {
  return unit === 'days' ? t('span.days', { count }) : t(`span.${unit}`, { count: String(count) })
}
