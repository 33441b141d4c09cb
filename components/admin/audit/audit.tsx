'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { PageTitle } from '@/components/admin/ui/page-title'
import { Notice } from '@/components/ui/notice'
import type { AuditConflict, AuditLine, AuditPage, AuditQuery } from '@/lib/client/audit'
import type { CenterRow } from '@/lib/client/console'
import type { ServiceDay, TicketNumber } from '@/lib/domain/ids'
import { longDate, shortDate } from '@/lib/i18n/formats'
import { useConsoleLanguage } from '../console-language'
import { addressOf } from './audit-address'
import { AuditForm } from './audit-form'
import { AuditTable } from './audit-table'
import type { AuditNames } from './audit-values'
import { Conflicts } from './conflicts'
import { DayForm } from './day-form'
import { TicketLife } from './ticket-life'

/** What the page shows: what was found, or one ticket, or the conflicts of one day. */
export type AuditView =
  | {
      readonly kind: 'search'
      readonly query: AuditQuery
      /** Null when the query is none. */
      readonly found: { readonly page: AuditPage; readonly from: ServiceDay; readonly to: ServiceDay } | null
    }
  | {
      readonly kind: 'life'
      readonly ticket: TicketNumber
      readonly day: ServiceDay
      readonly lines: readonly AuditLine[]
      /** Of those that came to nothing. */
      readonly lost: readonly string[]
    }
  | {
      readonly kind: 'conflicts'
      readonly day: ServiceDay
      /** Null when the record of the day is damaged. */
      readonly conflicts: readonly AuditConflict[] | null
    }

type AuditProps = { center: CenterRow; names: AuditNames; view: AuditView }

/** The record of a center: everything that happened, in words. */
export function Audit({ center, names, view }: AuditProps) {
  const t = useTranslations('audit')
  return (
    <>
      <PageTitle title={t('title')} help={t('help')} />
      <nav aria-label={t('views')} className="mb-5 flex gap-1 border-line border-b-2">
        <ViewLink href={addressOf(center.id, {})} isHere={view.kind !== 'conflicts'} text={t('searchView')} />
        <ViewLink
          href={addressOf(center.id, { view: 'conflicts' })}
          isHere={view.kind === 'conflicts'}
          text={t('conflictsView')}
        />
      </nav>
      <Content center={center} names={names} view={view} />
    </>
  )
}

function ViewLink({ href, isHere, text }: { href: string; isHere: boolean; text: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      {...(isHere && { 'aria-current': 'page' as const })}
      className="-mb-0.5 flex min-h-11 items-center rounded-t-lg border-transparent border-b-4 px-4 py-2 font-semibold text-ink-soft text-lg hover:bg-green-tint aria-[current]:border-green aria-[current]:text-green"
    >
      {text}
    </Link>
  )
}

function Content({ center, names, view }: AuditProps) {
  const t = useTranslations('audit')
  const { timeZone, id } = center
  if (view.kind === 'life') {
    return (
      <>
        <TicketLife view={view} names={names} timeZone={timeZone} />
        <Link
          href={addressOf(id, { ticket: view.ticket, from: view.day, to: view.day })}
          prefetch={false}
          className={LINK}
        >
          {t('backToSearch')}
        </Link>
      </>
    )
  }
  if (view.kind === 'conflicts') return <ConflictsView center={center} names={names} view={view} />
  return <SearchView center={center} names={names} view={view} />
}

export const LINK = 'inline-flex min-h-11 items-center font-semibold text-green text-lg underline underline-offset-4'

type ViewProps<Kind extends AuditView['kind']> = AuditProps & { view: Extract<AuditView, { kind: Kind }> }

function SearchView({ center, names, view: { query, found } }: ViewProps<'search'>) {
  const t = useTranslations('audit')
  return (
    <div className="flex flex-col gap-4">
      <AuditForm center={center.id} query={query} devices={names.devices} />
      {found ? (
        <Found center={center} names={names} query={query} found={found} />
      ) : (
        <Notice kind="note">{t('badSearch')}</Notice>
      )}
    </div>
  )
}

type FoundProps = Omit<AuditProps, 'view'> & {
  query: AuditQuery
  found: NonNullable<Extract<AuditView, { kind: 'search' }>['found']>
}

function Found({ center, names, query, found: { page, from, to } }: FoundProps) {
  const t = useTranslations('audit')
  const span = { from: shortDate(from), to: shortDate(to) }
  if (page.lines.length === 0) return <p className="py-4 text-lg">{t('nothing', span)}</p>
  return (
    <>
      <AuditTable caption={t('found', span)} center={center} lines={page.lines} names={names} isOneDay={from === to} />
      <div className="flex flex-wrap gap-6">
        {query.after !== undefined && (
          <Link href={addressOf(center.id, { ...query, after: undefined })} prefetch={false} className={LINK}>
            {t('newest')}
          </Link>
        )}
        {page.next !== null && (
          <Link href={addressOf(center.id, { ...query, after: page.next })} prefetch={false} className={LINK}>
            {t('older')}
          </Link>
        )}
      </div>
    </>
  )
}

function ConflictsView({ center, names, view: { day, conflicts } }: ViewProps<'conflicts'>) {
  const t = useTranslations('audit')
  const language = useConsoleLanguage()
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-ink-soft text-lg">{t('conflictsHelp')}</p>
      <DayForm center={center.id} day={day} />
      <h2 className="font-bold text-2xl">{longDate(day, language)}</h2>
      {conflicts === null && <Notice kind="note">{t('damaged')}</Notice>}
      {conflicts?.length === 0 && <p className="text-lg">{t('noConflicts')}</p>}
      {conflicts && <Conflicts center={center} conflicts={conflicts} names={names} day={day} />}
    </div>
  )
}
