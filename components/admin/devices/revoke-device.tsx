'use client'

import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/admin/ui/confirm-dialog'
import { useSaved } from '@/components/admin/use-saved'
import { revokeDevice } from '@/lib/client/console'
import type { CenterId } from '@/lib/domain/ids'
import { type DeviceView, unsentOf } from './device-view'

type RevokeDeviceProps = { center: CenterId; view: DeviceView; onClose: () => void }

/** It cannot be taken back, so its name is typed first. */
export function RevokeDevice({ center, view, onClose }: RevokeDeviceProps) {
  const t = useTranslations('devices')
  const saved = useSaved(onClose)
  const name = view.row.label
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name })}
      confirmLabel={t('revoke')}
      word={name}
      send={() => revokeDevice(center, view.row.id)}
      onDone={() => saved(t('revoked', { name }))}
      onClose={onClose}
    >
      <p>{t('revokeText')}</p>
      <UnsentWarning view={view} />
    </ConfirmDialog>
  )
}

/** What revoking costs: what has not reached the server counts no more. */
export function UnsentWarning({ view }: { view: DeviceView }) {
  const t = useTranslations('devices')
  const count = unsentOf(view)
  if (count > 0) return <p className="font-semibold text-alert">{t('unsentWarning', { count })}</p>
  return view.state.kind === 'connected' ? null : <p>{t('unsentUnknown')}</p>
}
