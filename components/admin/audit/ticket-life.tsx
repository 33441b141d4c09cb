'use client'

import { useTranslations } from 'use-intl'
import { clockTimeWithSeconds, shortDate } from '@/lib/i18n/formats'
import type { AuditView } from './audit'
import { WhyAndChanges } from './audit-table'
import type { AuditNames } from './audit-values'
import { useAuditWords } from './audit-words'

type TicketLifeProps = { view: Extract<AuditView, { kind: 'life' }>; names: AuditNames; timeZone: string }

/** One ticket from its check-in to its end: every step, who took it, and why it was called. */
export function TicketLife({ view: { ticket, day, lines, lost }, names, timeZone }: TicketLifeProps) {
  const t = useTranslations('audit')
  const words = useAuditWords(names, timeZone)
  return (
    <section>
      <h2 className="mb-4 font-bold text-2xl">{t('lifeTitle', { number: ticket, day: shortDate(day) })}</h2>
      {lines.length === 0 && <p className="text-lg">{t('lifeNothing', { number: ticket })}</p>}
      <ol className="ml-3 border-green-pale border-l-4">
        {lines.map(line => (
          <li key={line.key} className="relative pb-5 pl-7">
            <span
              aria-hidden="true"
              className="absolute top-1 -left-[13px] size-5 rounded-full border-4 border-surface bg-green"
            />
            <p className="text-lg leading-snug">
              <span className="tabular mr-3 font-semibold">{clockTimeWithSeconds(line.at, timeZone)}</span>
              {words.what(line)}
            </p>
            <p className="text-ink-soft">{[words.who(line), words.where(line)].join(' · ')}</p>
            <WhyAndChanges line={line} words={words} />
            {lost.includes(line.key) && <p className="font-semibold text-alert">{t('lost')}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
