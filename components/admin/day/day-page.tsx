'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useFreshCatalogue } from '@/components/admin/floor/use-fresh-catalogue'
import { PageTitle } from '@/components/admin/ui/page-title'
import { sendCommand } from '@/lib/client/console'
import type { ConsoleReplica } from '@/lib/client/console-replica'
import { type KnownDevice, useConsoleReplica, useLiveQueue } from '@/lib/client/use-floor'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { DayBefore } from '@/lib/domain/day-checklist'
import { Day, type ShownCarried } from './day'

type DayPageProps = {
  catalogue: Catalogue
  devices: readonly KnownDevice[]
  before: DayBefore | null
  carried: readonly ShownCarried[]
}

/** The day of a center, with its queue behind it. */
export function DayPage(props: DayPageProps) {
  const t = useTranslations()
  const opened = useConsoleReplica(props.catalogue)
  if (opened) return <LiveDay {...props} opened={opened} />
  return (
    <>
      <PageTitle title={t('day.title')} />
      <p className="text-ink-soft text-lg">{t('floor.opening')}</p>
    </>
  )
}

function LiveDay({ catalogue, devices, before, carried, opened }: DayPageProps & { opened: ConsoleReplica }) {
  const router = useRouter()
  const live = useLiveQueue(opened, devices)
  useFreshCatalogue(live, catalogue, devices)
  return (
    <Day
      {...{ live, catalogue, before, carried }}
      day={opened.replica.day}
      send={command => sendCommand(catalogue.center.id, command)}
      onClosed={() => router.refresh()}
    />
  )
}
