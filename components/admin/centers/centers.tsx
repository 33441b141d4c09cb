'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import type { CenterRow } from '@/lib/client/console'
import { nameIn } from '@/lib/domain/catalogue'
import { useConsoleLanguage } from '../console-language'
import { centerPath } from '../console-pages'
import { StatusMark } from '../status-mark'
import { DataTable, type TableColumn } from '../ui/data-table'
import { PageTitle } from '../ui/page-title'

type CentersProps = { centers: readonly CenterRow[]; mayCreate: boolean }

export function Centers({ centers, mayCreate }: CentersProps) {
  const t = useTranslations('pages.centers')
  const router = useRouter()
  return (
    <>
      <PageTitle title={t('title')} help={t('help')}>
        {mayCreate && (
          <Link
            href="/admin/centers/new"
            className="inline-flex min-h-11 items-center rounded-lg bg-green px-4 font-semibold text-white shadow-[0_2px_0_var(--color-green-deep)] hover:bg-green-lit"
          >
            {t('new')}
          </Link>
        )}
      </PageTitle>
      <DataTable
        label={t('title')}
        items={centers}
        keyOf={({ id }) => id}
        columns={useColumns()}
        sortedBy="name"
        onOpen={({ id }) => router.push(centerPath(id, 'floor'))}
        empty={t('empty')}
      />
    </>
  )
}

function useColumns(): TableColumn<CenterRow>[] {
  const t = useTranslations('pages')
  const language = useConsoleLanguage()
  const status = ({ active }: CenterRow) => (active ? t('inUse') : t('retired'))
  return [
    {
      id: 'name',
      label: t('centers.name'),
      value: center => `${nameIn(language, center)} ${center.code}`,
      cell: center => (
        <Link
          href={centerPath(center.id, 'floor')}
          className="inline-flex min-h-11 items-center rounded font-semibold text-green text-lg underline underline-offset-4"
        >
          {nameIn(language, center)}
        </Link>
      ),
    },
    { id: 'code', label: t('centers.code'), value: ({ code }) => code, cell: ({ code }) => code },
    {
      id: 'hours',
      label: t('centers.hours'),
      value: ({ opensAt }) => opensAt,
      cell: ({ opensAt, closesAt }) => <span className="tabular">{`${opensAt}–${closesAt}`}</span>,
    },
    {
      id: 'quota',
      label: t('centers.quota'),
      value: ({ dailyQuota }) => dailyQuota ?? Number.POSITIVE_INFINITY,
      cell: ({ dailyQuota }) => (dailyQuota === null ? t('centers.noQuota') : String(dailyQuota)),
    },
    {
      id: 'status',
      label: t('status'),
      value: status,
      cell: center => <StatusMark tone={center.active ? 'on' : 'off'}>{status(center)}</StatusMark>,
    },
  ]
}
