'use client'

import { useTranslations } from 'use-intl'
import type { CenterRow } from '@/lib/client/console'
import type { ServiceDay } from '@/lib/domain/ids'
import { PageTitle } from '../ui/page-title'
import { Tabs } from '../ui/tabs'
import { useIsLive } from '../ui/use-is-live'
import { CenterForm } from './center-form'
import { KioskPinCard } from './kiosk-pin-card'
import { QueueRulesPanel } from './queue-rules-panel'

export type SettingsProps = {
  center: CenterRow
  /** By the clocks of the center. */
  today: ServiceDay
}

export function Settings({ center, today }: SettingsProps) {
  const t = useTranslations()
  const isLive = useIsLive()
  return (
    <>
      <PageTitle title={t('settings.title')} help={t('settings.help')} />
      {isLive ? (
        <Tabs
          label={t('settings.title')}
          tabs={[
            { id: 'center', label: t('settings.centerTab'), content: <CenterTab center={center} /> },
            { id: 'rules', label: t('settings.rulesTab'), content: <QueueRulesPanel center={center} today={today} /> },
          ]}
        />
      ) : (
        <p className="py-8 text-ink-soft text-lg">{t('console.loading')}</p>
      )}
    </>
  )
}

function CenterTab({ center }: { center: CenterRow }) {
  return (
    <div className="flex flex-col gap-4">
      <CenterForm center={center} />
      <KioskPinCard center={center} />
    </div>
  )
}
