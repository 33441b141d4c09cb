'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useWaitText } from '@/components/ui/wait-text'
import type { CheckedIn } from '@/lib/domain/events'
import type { InstantMs } from '@/lib/domain/ids'
import { noShowsOf } from '@/lib/domain/serve'
import type { Ticket } from '@/lib/domain/ticket'
import type { WaitEstimate } from '@/lib/domain/wait'
import { clockTime, minutesText } from '@/lib/i18n/formats'
import type { AgentProps } from './agent-types'

/** What is known of it in figures. */
export function TicketFacts({ ticket, catalogue, rules, now }: AgentProps & { ticket: Ticket }) {
  const t = useTranslations('agent')
  const waitText = useWaitText()
  const { timeZone } = catalogue.center
  const told = toldAt(ticket.checkIn)
  const absences = { count: String(absencesOf(ticket)), most: String(rules.noShow.max) }
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      <Fact label={t('sheet.waited')}>{minutesText(waitedUntil(ticket, now) - ticket.checkedInAt)}</Fact>
      <Fact label={t('sheet.told')}>{told ? waitText(told) : t('sheet.toldNothing')}</Fact>
      <Fact label={t('sheet.absences')}>{t('sheet.absencesOf', absences)}</Fact>
      <Fact label={t('spokenLanguage')}>{ticket.language === 'fr' ? t('frenchWord') : t('englishWord')}</Fact>
      {ticket.standing.isVulnerable && <Fact label={t('sheet.headStart')}>{minutesText(rules.headStartMs)}</Fact>}
      {ticket.state === 'parked' && (
        <>
          <Fact label={t('sheet.parkedSince')}>{clockTime(ticket.parkedAt, timeZone)}</Fact>
          <Fact label={t('sheet.parkedFor')} isLong>
            {t(`parkReasons.${ticket.parkReason}`)}
          </Fact>
        </>
      )}
      {ticket.standing.remarks.length > 0 && (
        <Fact label={t('sheet.remarksTitle')} isLong>
          {ticket.standing.remarks.map(remark => t(`remarks.${remark}`)).join(', ')}
        </Fact>
      )}
      {ticket.standing.isTimeWrong && <Fact label={t('sheet.times')}>{t('sheet.timesWrong')}</Fact>}
      {'closedAt' in ticket && <Fact label={t('sheet.closedAt')}>{clockTime(ticket.closedAt, timeZone)}</Fact>}
    </dl>
  )
}

type FactProps = { label: string; isLong?: boolean; children: ReactNode }

function Fact({ label, isLong = false, children }: FactProps) {
  return (
    <div className={isLong ? 'sm:col-span-3' : ''}>
      <dt className="text-ink-soft text-lg leading-tight">{label}</dt>
      <dd className="font-bold text-xl leading-tight first-letter:uppercase">{children}</dd>
    </div>
  )
}

/** Until he was called first; else until now. */
function waitedUntil(ticket: Ticket, now: InstantMs): InstantMs {
  return 'firstCalledAt' in ticket ? ticket.firstCalledAt : now
}

function absencesOf(ticket: Ticket): number {
  return noShowsOf(ticket) + (ticket.state === 'no_show' ? 1 : 0)
}

/** The range on his paper. */
function toldAt({ toldFromMinutes: fromMinutes, toldToMinutes: toMinutes }: CheckedIn): WaitEstimate | null {
  return fromMinutes === null || toMinutes === null ? null : { kind: 'range', fromMinutes, toMinutes }
}
