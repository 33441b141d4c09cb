'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/admin/ui/confirm-dialog'
import { type DeviceRow, moveDevice } from '@/lib/client/console'
import type { CenterId, Surface } from '@/lib/domain/ids'
import { SurfaceSelect } from './add-device'
import { DeviceCodeDialog, type MadeCode, madeCode } from './device-code-dialog'
import type { DeviceView } from './device-view'
import { UnsentWarning } from './revoke-device'

type MoveDeviceProps = { center: CenterId; view: DeviceView; rows: readonly DeviceRow[]; onClose: () => void }

/** A surface is part of what a device is: it is revoked, and comes back by the code that this ends with. */
export function MoveDevice({ center, view, rows, onClose }: MoveDeviceProps) {
  const t = useTranslations('devices')
  const { id, label, surface: was } = view.row
  const [surface, setSurface] = useState<Surface>(was === 'agent' ? 'display' : 'agent')
  const [made, setMade] = useState<MadeCode | null>(null)
  if (made) return <DeviceCodeDialog made={made} rows={rows} onClose={onClose} />
  return (
    <ConfirmDialog
      title={t('moveTitle', { name: label })}
      confirmLabel={t('moveDone')}
      word={label}
      send={() => moveDevice(center, id, surface)}
      onDone={code => setMade(madeCode(code, { surface, label }, rows))}
      onClose={onClose}
    >
      <p>{t('moveText')}</p>
      <UnsentWarning view={view} />
      <SurfaceSelect label={t('moveTo')} value={surface} onChange={setSurface} except={was} />
    </ConfirmDialog>
  )
}
