'use client'

import { useTranslations } from 'use-intl'
import { PageTitle } from '@/components/admin/ui/page-title'
import { sendCommand } from '@/lib/client/console'
import type { ConsoleReplica } from '@/lib/client/console-replica'
import { type KnownDevice, useConsoleReplica, useFloor } from '@/lib/client/use-floor'
import type { Catalogue } from '@/lib/domain/catalogue'
import { Floor } from './floor'
import { useFreshCatalogue } from './use-fresh-catalogue'

type FloorPageProps = { catalogue: Catalogue; devices: readonly KnownDevice[] }

/** The floor of a center, with the queue of today behind it. */
export function FloorPage(props: FloorPageProps) {
  const t = useTranslations('floor')
  const opened = useConsoleReplica(props.catalogue)
  if (opened) return <LiveFloor {...props} opened={opened} />
  return (
    <>
      <PageTitle title={t('title')} />
      <p className="text-ink-soft text-lg">{t('opening')}</p>
    </>
  )
}

function LiveFloor({ catalogue, devices, opened }: FloorPageProps & { opened: ConsoleReplica }) {
  const view = useFloor(opened, catalogue, devices)
  useFreshCatalogue(view, catalogue, devices)
  const { center } = catalogue
  return (
    <Floor
      view={view}
      catalogue={catalogue}
      day={opened.replica.day}
      send={command => sendCommand(center.id, command)}
    />
  )
}
