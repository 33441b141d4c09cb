import type { Center } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import { spokenHour } from '@/lib/i18n/formats'
import { translatorIn } from '@/lib/i18n/translator'
import { waitText } from '@/lib/i18n/wait-text'
import type { TurnToCome } from './outlook'

/** A turn to come in words; null where there is nothing to say. */
export type OutlookWords = {
  readonly ahead: string
  /** Of those ahead: that they are those of his service, as long as nobody is there to serve; and that it can change. */
  readonly mayChange: string
  readonly wait: string
  /** A prediction, and said as one. */
  readonly station: string | null
  readonly unserved: string | null
  readonly closing: string | null
}

/** The same words before the ticket is taken, with it and on it, so that nobody is told three things. */
export function outlookWords(turn: TurnToCome, { closesAt }: Center, language: Language): OutlookWords {
  const t = translatorIn(language)
  const { ahead, wait, station, isServed, closing } = turn
  return {
    ahead: t('wait.ahead', { count: ahead }),
    mayChange: t(wait.kind === 'unknown' ? 'wait.mayChangeInLine' : 'wait.mayChange'),
    wait: waitText(language, wait),
    station: station && t('wait.station', { station: station.number }),
    unserved: isServed ? null : t('wait.unserved'),
    closing: closing === 'ordinary' ? null : t('wait.closing', { time: spokenHour(closesAt, language) }),
  }
}
