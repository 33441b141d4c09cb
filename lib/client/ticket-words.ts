import { type Center, nameIn } from '@/lib/domain/catalogue'
import type { InstantMs, Language } from '@/lib/domain/ids'
import { serviceDayOf } from '@/lib/domain/service-day'
import { maskedCode } from '@/lib/i18n/code-text'
import { shortDate, spokenTime } from '@/lib/i18n/formats'
import { translatorIn } from '@/lib/i18n/translator'
import type { Outlook } from './outlook'
import { type OutlookWords, outlookWords } from './outlook-words'
import type { Paper } from './printer'

/** What stands on a ticket of paper, in words: the same for a printer that draws a page and one that takes bytes. */
export type TicketWords = {
  /** DUPLICATA, or that this is a test; null on the ticket itself. */
  readonly stamp: string | null
  readonly center: string
  readonly service: string
  readonly otherLanguage: Language
  /** The service in the other language. */
  readonly otherService: string
  readonly number: string
  /** A letter that staff know and nobody can read a reason from. */
  readonly priority: string | null
  readonly turn: TurnWords
  readonly next: string | null
  readonly absence: string
  readonly follow: string | null
  readonly issued: string
  readonly kiosk: string
  readonly code: string | null
}

/** His turn to come, or the one thing to know instead. */
export type TurnWords = ({ readonly kind: 'waits' } & OutlookWords) | { readonly kind: 'said'; readonly text: string }

export function ticketWords(paper: Paper): TicketWords {
  const { language, center, service, number, outlook, code } = paper
  const t = translatorIn(language)
  const otherLanguage: Language = language === 'fr' ? 'en' : 'fr'
  const { timeZone } = center
  const date = shortDate(serviceDayOf(paper.checkedInAt, timeZone))
  return {
    stamp: stampOf(paper),
    center: nameIn(language, center),
    service: nameIn(language, service),
    otherLanguage,
    otherService: nameIn(otherLanguage, service),
    number,
    priority: paper.isVulnerable ? t('ticket.priority') : null,
    turn: paper.isTest
      ? { kind: 'said', text: t('ticket.testSaid') }
      : turnWords(outlook, paper.toldAt, center, language),
    next: outlook.kind === 'waits' ? t('ticket.next') : null,
    absence: t('ticket.absence'),
    follow: paper.qr && t('ticket.follow'),
    issued: t('ticket.issued', { date, time: spokenTime(paper.checkedInAt, language, timeZone) }),
    kiosk: [t('ticket.kiosk', { label: paper.kioskLabel }), ...(paper.offline ? [t('ticket.offline')] : [])].join(' '),
    code: code && t('ticket.code', { code: maskedCode(code) }),
  }
}

function stampOf({ language, copy, isTest }: Paper): string | null {
  const t = translatorIn(language)
  if (isTest) return t('ticket.test')
  return copy > 1 ? t('ticket.duplicate') : null
}

function turnWords(outlook: Outlook, toldAt: InstantMs, center: Center, language: Language): TurnWords {
  const t = translatorIn(language)
  if (outlook.kind === 'called') return { kind: 'said', text: t('wait.called', { station: outlook.station.number }) }
  if (outlook.kind === 'no_turn') return { kind: 'said', text: t('wait.noTurn') }
  const words = outlookWords(outlook, center, language)
  const time = spokenTime(toldAt, language, center.timeZone)
  const isKnown = outlook.wait.kind !== 'unknown'
  const wait = isKnown ? t('ticket.wait', { wait: words.wait, time }) : t('ticket.waitUnknown', { time })
  return { kind: 'waits', ...words, wait }
}
