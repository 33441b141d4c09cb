'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { FormDialog } from '@/components/admin/ui/form-dialog'
import { SelectInput } from '@/components/admin/ui/select-input'
import { TextInput } from '@/components/admin/ui/text-input'
import { createDeviceCode, type DeviceRow } from '@/lib/client/console'
import type { CenterId, Surface } from '@/lib/domain/ids'
import { DeviceCodeDialog, type MadeCode, madeCode } from './device-code-dialog'

/** As long as the name of a device may be. */
export const LABEL_MAX = 40

type AddDeviceProps = { center: CenterId; rows: readonly DeviceRow[]; onClose: () => void }

/** First what it is to be, then the code with which it becomes that. */
export function AddDevice({ center, rows, onClose }: AddDeviceProps) {
  const t = useTranslations('devices')
  const [surface, setSurface] = useState<Surface>('kiosk')
  const [label, setLabel] = useState('')
  const [made, setMade] = useState<MadeCode | null>(null)
  if (made) return <DeviceCodeDialog made={made} rows={rows} onClose={onClose} />
  return (
    <FormDialog
      title={t('add')}
      help={t('addHelp')}
      isDirty={label !== ''}
      send={() => createDeviceCode(center, { surface, label })}
      onDone={code => setMade(madeCode(code, { surface, label: label.trim() }, rows))}
      onClose={onClose}
      submitLabel={t('makeCode')}
    >
      <SurfaceSelect label={t('type')} value={surface} onChange={setSurface} />
      <TextInput
        name="label"
        label={t('name')}
        help={t('nameHelp')}
        value={label}
        onChange={setLabel}
        maxLength={LABEL_MAX}
      />
    </FormDialog>
  )
}

const SURFACES: readonly Surface[] = ['kiosk', 'agent', 'display']

type SurfaceSelectProps = {
  label: string
  value: Surface | null
  onChange: (surface: Surface) => void
  /** What it is already. */
  except?: Surface
}

export function SurfaceSelect({ label, value, onChange, except }: SurfaceSelectProps) {
  const t = useTranslations('devices')
  const choices = SURFACES.filter(surface => surface !== except).map(surface => ({
    value: surface,
    label: t(`surface.${surface}`),
    help: t(`typeHelp.${surface}`),
  }))
  return <SelectInput name="surface" label={label} value={value} onChange={onChange} choices={choices} />
}
