'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { FormDialog } from '@/components/admin/ui/form-dialog'
import { TextInput } from '@/components/admin/ui/text-input'
import { useSaved } from '@/components/admin/use-saved'
import { type DeviceRow, renameDevice } from '@/lib/client/console'
import type { CenterId } from '@/lib/domain/ids'
import { LABEL_MAX } from './add-device'

type RenameDeviceProps = { center: CenterId; row: DeviceRow; onClose: () => void }

export function RenameDevice({ center, row, onClose }: RenameDeviceProps) {
  const t = useTranslations('devices')
  const saved = useSaved(onClose)
  const [label, setLabel] = useState(row.label)
  return (
    <FormDialog
      title={t('renameTitle', { name: row.label })}
      help={t('renameHelp')}
      isDirty={label !== row.label}
      send={() => renameDevice(center, row.id, label)}
      onDone={() => saved(t('renamed', { name: label.trim() }))}
      onClose={onClose}
    >
      <TextInput name="label" label={t('name')} value={label} onChange={setLabel} maxLength={LABEL_MAX} autoFocus />
    </FormDialog>
  )
}
