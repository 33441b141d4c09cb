import type { useTranslations } from 'use-intl'
import { type Center, nameIn } from '@/lib/domain/catalogue'
import type { CodeRefusal } from '@/lib/domain/code-check'
import type { Language, ServiceDay } from '@/lib/domain/ids'
import { nextOpening, ticketsFrom } from '@/lib/domain/opening'
import { unreachable } from '@/lib/domain/result'
import { longDate, spokenHour } from '@/lib/i18n/formats'
import type { Refused } from './kiosk-flow'

type Words = ReturnType<typeof useTranslations<never>>
export type RefusalWords = { readonly what: string; readonly next: string }

/** What happened, and the next step: with its day and hour, where it is another day. */
export function refusalWords(
  t: Words,
  language: Language,
  refusal: Refused,
  center: Center,
  today: ServiceDay,
): RefusalWords {
  if (typeof refusal === 'object') return codeWords(t, language, refusal)
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

/** Of a code that was looked up: with the day and the place, where they are known. */
function codeWords(t: Words, language: Language, refusal: CodeRefusal): RefusalWords {
  const what = t(`refusal.${refusal.kind}.what`)
  switch (refusal.kind) {
    case 'unknown_code':
      return { what, next: t('refusal.unknown_code.next') }
    case 'card_not_ready': {
      const date = refusal.from && longDate(refusal.from, language)
      return { what, next: date ? t('refusal.card_not_ready.dated', { date }) : t('refusal.card_not_ready.next') }
    }
    case 'wrong_center': {
      const center = refusal.center && nameIn(language, refusal.center)
      return { what, next: center ? t('refusal.wrong_center.named', { center }) : t('refusal.wrong_center.next') }
    }
    case 'wrong_day':
      return { what, next: t('refusal.wrong_day.next', { date: longDate(refusal.day, language) }) }
    default:
      return unreachable(refusal)
  }
}
