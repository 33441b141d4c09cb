'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { AuditConflict, AuditLine } from '@/lib/client/audit'
import type { CenterRow } from '@/lib/client/console'
import type { ServiceDay } from '@/lib/domain/ids'
import { clockTimeWithSeconds } from '@/lib/i18n/formats'
import { addressOf } from './audit-address'
import type { AuditNames } from './audit-values'
import { type AuditWords, numberIn, useAuditWords } from './audit-words'

type ConflictsProps = { center: CenterRow; conflicts: readonly AuditConflict[]; names: AuditNames; day: ServiceDay }

/** Each pair of moves that were made apart, with the one that holds above. */
export function Conflicts({ center, conflicts, names, day }: ConflictsProps) {
  const t = useTranslations('audit')
  const words = useAuditWords(names, center.timeZone)
  return (
    <ul className="flex flex-col gap-4">
      {conflicts.map(({ ticket, winner, loser }) => (
        <li key={loser.key} className="rounded-2xl border border-line bg-surface px-5 py-4">
          <h3 className="mb-2 font-bold text-xl">
            <Link
              href={`${addressOf(center.id, {})}?ticket=${numberIn(ticket)}&day=${day}`}
              prefetch={false}
              className="text-green underline underline-offset-4"
            >
              {t('lifeOf', { number: numberIn(ticket) })}
            </Link>
          </h3>
          <dl className="flex flex-col gap-2">
            <Side title={t('wins')} line={winner} words={words} timeZone={center.timeZone} />
            <Side title={t('loses')} line={loser} words={words} timeZone={center.timeZone} />
          </dl>
        </li>
      ))}
    </ul>
  )
}

type SideProps = { title: string; line: AuditLine; words: AuditWords; timeZone: string }

function Side({ title, line, words, timeZone }: SideProps) {
  return (
    <div className="flex flex-wrap gap-x-4">
      <dt className="w-32 font-semibold text-ink-soft">{title}</dt>
      <dd>
        <span className="tabular mr-2 font-semibold">{clockTimeWithSeconds(line.at, timeZone)}</span>
        {words.what(line)}
        <span className="ml-2 text-ink-soft">{[words.who(line), words.where(line)].join(' · ')}</span>
      </dd>
    </div>
  )
}
