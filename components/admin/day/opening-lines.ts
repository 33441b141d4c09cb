'use client'

import { useTranslations } from 'use-intl'
import { useConsoleLanguage } from '@/components/admin/console-language'
import type { CenterWords } from '@/components/agent/center-words'
import { nameIn } from '@/lib/domain/catalogue'
import type { OpeningCheck } from '@/lib/domain/day-checklist'
import { longDate, spokenHour } from '@/lib/i18n/formats'
import type { CheckLine } from './check-list'

/** The opening checklist in the reader's words. */
export function useOpeningLines(words: CenterWords): (check: OpeningCheck) => CheckLine {
  const t = useTranslations('day')
  const language = useConsoleLanguage()

  function textOf(check: OpeningCheck): string {
    switch (check.code) {
      case 'before': {
        if (!check.before) return t('before.none')
        return t(`before.${check.before.end}`, { date: longDate(check.before.day, language) })
      }
      case 'hours': {
        if (check.holiday) return t('hours.holiday', { name: nameIn(language, check.holiday) })
        if (!check.hours) return t('hours.closed')
        const { opensAt, closesAt } = check.hours
        return t('hours.open', { opens: spokenHour(opensAt, language), closes: spokenHour(closesAt, language) })
      }
      case 'kiosks':
      case 'displays':
      case 'tablets':
        return devicesText(check)
      case 'stations':
        return t('stations.count', { open: String(check.open), all: String(check.all) })
      case 'staff':
        return t('staff.count', { count: check.signedIn })
      case 'services':
        if (check.suspended.length === 0) return t('services.fine')
        return t('services.suspended', { names: check.suspended.map(words.service).join(', ') })
      case 'messages':
        return t('messages.count', { count: check.shown })
    }
  }

  function devicesText({ ready, all, troubled }: Extract<OpeningCheck, { ready: number }>): string {
    if (all === 0) return t('noDevice')
    const counted = t('ready', { ready: String(ready), all: String(all) })
    return troubled.length === 0 ? counted : `${counted} ${t('troubled', { names: troubled.join(', ') })}`
  }

  function nextOf({ code, state }: OpeningCheck): string | undefined {
    if (state !== 'todo') return undefined
    switch (code) {
      case 'kiosks':
      case 'displays':
      case 'tablets':
      case 'stations':
      case 'staff':
        return t(`${code}.next`)
      default:
        return undefined
    }
  }

  return check => ({
    id: check.code,
    state: check.state,
    label: t(`${check.code}.label`),
    text: textOf(check),
    next: nextOf(check),
  })
}
