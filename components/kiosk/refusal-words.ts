import type { useTranslations } from 'use-intl'
import type { KioskRefusal } from '@/lib/client/kiosk-desk'
import type { Center } from '@/lib/domain/catalogue'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { nextOpening, ticketsFrom } from '@/lib/domain/opening'
import { longDate, spokenHour } from '@/lib/i18n/formats'

type Words = ReturnType<typeof useTranslations<never>>
export type RefusalWords = { readonly what: string; readonly next: string }

/** What happened, and the next step: with its day and hour, where it is another day. */
export function refusalWords(
  t: Words,
  language: Language,
  refusal: KioskRefusal,
  center: Center,
  today: ServiceDay,
): RefusalWords {
  const what = t(`refusal.${refusal}.what`)
  switch (refusal) {
    case 'not_open_yet': {
      const time = ticketsFrom(center, today)
      return { what, next: t('refusal.not_open_yet.next', { time: time ? spokenHour(time, language) : '' }) }
    }
    case 'center_closed':
    case 'reception_closed':
    case 'last_ticket_passed':
    case 'quota_reached': {
      const opening = nextOpening(center, today)
      if (!opening) return { what, next: t(`refusal.${refusal}.next`) }
      const { day, opensAt } = opening
      const date = longDate(day, language)
      return { what, next: t('kiosk.nextOpening', { date, time: spokenHour(opensAt, language) }) }
    }
    default:
      return { what, next: t(`refusal.${refusal}.next`) }
  }
}
