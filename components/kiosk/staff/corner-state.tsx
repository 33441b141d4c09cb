'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { clockSpan } from '@/components/device/clock-span'
import type { StaffCornerView } from '@/lib/client/kiosk-staff-view'
import type { LinkStatus } from '@/lib/client/link-status'
import { clockTime } from '@/lib/i18n/formats'

type CornerStateProps = { staff: StaffCornerView; status: LinkStatus; timeZone: string }

/** What somebody on the telephone asks staff to read out. */
export function CornerState({ staff, status, timeZone }: CornerStateProps) {
  const t = useTranslations()
  const { health, acknowledgedAt, clockError } = staff
  const since = t('corner.since', { time: clockTime(status.since, timeZone) })
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
      <Line name={t('corner.connection')}>{`${t(`status.${status.rung}`)}, ${since}`}</Line>
      <Line name={t('corner.unsent')}>{t('corner.unsentCount', { count: status.pendingCount })}</Line>
      <Line name={t('corner.acknowledged')}>
        {acknowledgedAt === null ? t('corner.notSinceStart') : clockTime(acknowledgedAt, timeZone)}
      </Line>
      <Line name={t('corner.clock')}>
        {clockError
          ? t(clockError.way === 'ahead' ? 'corner.clockAhead' : 'corner.clockBehind', {
              span: clockSpan(t, clockError),
            })
          : t('corner.clockRight')}
      </Line>
      <Line name={t('corner.storage')}>{health ? <Storage {...health.storage} /> : t('corner.measuring')}</Line>
      <Line name={t('corner.version')}>{health?.version ?? t('corner.measuring')}</Line>
    </dl>
  )
}

const MEGABYTE = 1_000_000

function Storage({ usedBytes, quotaBytes, isProtected }: NonNullable<StaffCornerView['health']>['storage']) {
  const t = useTranslations('corner')
  const inMegabytes = (bytes: number) => String(Math.round(bytes / MEGABYTE))
  const used = t('storageUsed', { used: inMegabytes(usedBytes), quota: inMegabytes(quotaBytes) })
  return `${used}, ${isProtected ? t('storageKept') : t('storageLoose')}`
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="font-semibold tabular">{children}</dd>
    </>
  )
}
