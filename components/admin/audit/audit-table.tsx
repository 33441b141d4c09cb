'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { AuditLine } from '@/lib/client/audit'
import type { CenterRow } from '@/lib/client/console'
import { serviceDayOf } from '@/lib/domain/service-day'
import { clockTimeWithSeconds, shortDate } from '@/lib/i18n/formats'
import { addressOf } from './audit-address'
import type { AuditNames, FieldChange } from './audit-values'
import { type AuditWords, numberIn, useAuditWords } from './audit-words'

type AuditTableProps = {
  caption: string
  center: CenterRow
  lines: readonly AuditLine[]
  names: AuditNames
  /** All of one day: its date need not stand in each line. */
  isOneDay: boolean
}

/** Lines of the record, in words. The server has put them in order: a page of them cannot be sorted otherwise. */
export function AuditTable({ caption, center, lines, names, isOneDay }: AuditTableProps) {
  const t = useTranslations('audit')
  const words = useAuditWords(names, center.timeZone)
  return (
    <div className="overflow-x-auto rounded-2xl border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="px-3 py-2 text-left text-ink-soft">{caption}</caption>
        <thead className="border-line border-y-2 bg-ground">
          <tr>
            {(['at', 'who', 'what', 'where'] as const).map(head => (
              <th key={head} scope="col" className="h-11 px-3 py-2 font-semibold text-ink-soft">
                {t(`column.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <Line key={line.key} line={line} center={center} words={words} isOneDay={isOneDay} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type LineProps = { line: AuditLine; center: CenterRow; words: AuditWords; isOneDay: boolean }

function Line({ line, center, words, isOneDay }: LineProps) {
  const { timeZone } = center
  const day = line.day ?? serviceDayOf(line.at, timeZone)
  const time = clockTimeWithSeconds(line.at, timeZone)
  return (
    <tr className="border-line border-b align-top last:border-0">
      <td className="tabular whitespace-nowrap px-3 py-2">{isOneDay ? time : `${shortDate(day)} ${time}`}</td>
      <th scope="row" className="px-3 py-2 font-normal">
        {words.who(line)}
      </th>
      <td className="px-3 py-2">
        {words.what(line)} <LifeLink line={line} center={center} day={day} />
        <WhyAndChanges line={line} words={words} />
      </td>
      <td className="whitespace-nowrap px-3 py-2 text-ink-soft">{words.where(line)}</td>
    </tr>
  )
}

function LifeLink({ line, center, day }: { line: AuditLine; center: CenterRow; day: string }) {
  const t = useTranslations('audit')
  if (line.ticket === null) return null
  const number = numberIn(line.ticket)
  return (
    <Link
      href={`${addressOf(center.id, {})}?ticket=${number}&day=${day}`}
      prefetch={false}
      aria-label={t('lifeOf', { number })}
      className="inline-flex min-h-6 items-center rounded px-1.5 font-semibold text-green underline underline-offset-4"
    >
      {t('life')}
    </Link>
  )
}

/** Why somebody was called, and what a change came to. */
export function WhyAndChanges({ line, words }: { line: AuditLine; words: AuditWords }) {
  const why = words.why(line)
  const changes = words.changes(line)
  return (
    <>
      {why.length > 0 && <p className="text-ink-soft">{why.join(' ')}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
    </>
  )
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  const t = useTranslations('audit')
  return (
    <dl className="mt-1 flex flex-col gap-0.5">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-2">
          <dt className="font-semibold text-ink-soft">{field}</dt>
          <dd className="flex min-w-0 flex-wrap gap-x-2 break-words">
            {before !== null && (
              <del className="text-ink-soft">
                <span className="sr-only">{t('was')} </span>
                {before}
              </del>
            )}
            {after !== null && (
              <ins className="no-underline">
                <span className="sr-only">{t('becomes')} </span>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
