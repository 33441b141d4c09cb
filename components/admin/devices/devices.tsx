'use client'

import { useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { RowMenu } from '@/components/admin/row-menu'
import { DataTable } from '@/components/admin/ui/data-table'
import { PageTitle } from '@/components/admin/ui/page-title'
import { SwitchInput } from '@/components/admin/ui/switch-input'
import { useIsLive } from '@/components/admin/ui/use-is-live'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { CenterRow, DeviceRow } from '@/lib/client/console'
import type { ConsoleReplica } from '@/lib/client/console-replica'
import type { DeviceReport } from '@/lib/client/device-health'
import { useConsoleReplica } from '@/lib/client/use-floor'
import type { CenterId, DeviceId } from '@/lib/domain/ids'
import { AddDevice } from './add-device'
import { useDeviceColumns } from './device-columns'
import { type DeviceView, viewOf } from './device-view'
import { MoveDevice } from './move-device'
import { RenameDevice } from './rename-device'
import { RevokeDevice } from './revoke-device'

type DevicesProps = { center: CenterRow; rows: readonly DeviceRow[] }
type Dialog = { readonly kind: 'add' } | { readonly kind: 'rename' | 'move' | 'revoke'; readonly view: DeviceView }

/** The devices of a center: how each is now, and what is done with them. */
export function Devices({ center, rows }: DevicesProps) {
  const t = useTranslations('devices')
  const isLive = useIsLive()
  const opened = useConsoleReplica({ center })
  const [areRevokedShown, showRevoked] = useState(false)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const reports = useReports(opened)
  const columns = useDeviceColumns(center.timeZone)
  const views = rows
    .filter(({ revokedAt }) => revokedAt === null || areRevokedShown)
    .map(row => viewOf(row, reports.get(row.id)))
  return (
    <>
      <PageTitle title={t('title')} help={t('help')}>
        <Button size="small" onPress={() => setDialog({ kind: 'add' })}>
          {t('add')}
        </Button>
      </PageTitle>
      {opened && <LinkNotice opened={opened} />}
      {isLive && rows.some(({ revokedAt }) => revokedAt !== null) && (
        <div className="mb-3">
          <SwitchInput label={t('showRevoked')} isOn={areRevokedShown} onChange={showRevoked} />
        </div>
      )}
      <DataTable
        label={t('title')}
        items={views}
        keyOf={({ row }) => row.id}
        columns={columns}
        sortedBy="device"
        actions={view => view.row.revokedAt === null && <DeviceActions view={view} onOpen={setDialog} />}
        empty={t('empty')}
      />
      {dialog && <OpenDialog dialog={dialog} center={center.id} rows={rows} onClose={() => setDialog(null)} />}
    </>
  )
}

/** Said only once the link had time to come up. */
function LinkNotice({ opened }: { opened: ConsoleReplica }) {
  const t = useTranslations('devices')
  const { rung, since } = useSyncExternalStore(opened.status.subscribe, opened.status.get, opened.status.get)
  const now = useSyncExternalStore(opened.time.subscribe, opened.time.get, opened.time.get)
  if (rung !== 'offline' || now - since < SHOWN_AFTER_MS) return null
  return (
    <div className="mb-3">
      <Notice kind="note">{t('offline')}</Notice>
    </div>
  )
}

const SHOWN_AFTER_MS = 5_000

function DeviceActions({ view, onOpen }: { view: DeviceView; onOpen: (dialog: Dialog) => void }) {
  const t = useTranslations('devices')
  const name = view.row.label
  return (
    <>
      <Button
        tone="secondary"
        size="small"
        label={t('renameNamed', { name })}
        onPress={() => onOpen({ kind: 'rename', view })}
      >
        {t('rename')}
      </Button>
      <RowMenu
        label={t('more', { name })}
        actions={[
          { id: 'move', label: t('move'), onAction: () => onOpen({ kind: 'move', view }) },
          { id: 'revoke', label: t('revoke'), onAction: () => onOpen({ kind: 'revoke', view }) },
        ]}
      />
    </>
  )
}

type OpenDialogProps = { dialog: Dialog; center: CenterId; rows: readonly DeviceRow[]; onClose: () => void }

function OpenDialog({ dialog, center, rows, onClose }: OpenDialogProps) {
  switch (dialog.kind) {
    case 'add':
      return <AddDevice center={center} rows={rows} onClose={onClose} />
    case 'rename':
      return <RenameDevice center={center} row={dialog.view.row} onClose={onClose} />
    case 'move':
      return <MoveDevice center={center} view={dialog.view} rows={rows} onClose={onClose} />
    case 'revoke':
      return <RevokeDevice center={center} view={dialog.view} onClose={onClose} />
  }
}

const NO_REPORTS: ReadonlyMap<DeviceId, DeviceReport> = new Map()

function useReports(opened: ConsoleReplica | null): ReadonlyMap<DeviceId, DeviceReport> {
  const none = () => NO_REPORTS
  return useSyncExternalStore(opened?.reports.subscribe ?? never, opened?.reports.get ?? none, none)
}

function never(): () => void {
  return () => undefined
}
