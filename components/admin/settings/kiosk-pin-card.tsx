'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { type CenterRow, changeKioskPin } from '@/lib/client/console'
import { KIOSK_PIN_LENGTH } from '@/lib/domain/kiosk-pin'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { FormDialog } from '../ui/form-dialog'
import { TextInput } from '../ui/text-input'
import { useSaved } from '../use-saved'
import { Card } from './card'

/** The PIN of the kiosks' staff corner: it is chosen here and can be read nowhere. */
export function KioskPinCard({ center }: { center: CenterRow }) {
  const t = useTranslations('settings')
  const [asked, setAsked] = useState<'choose' | 'remove' | null>(null)
  const { hasKioskPin } = center
  const close = () => setAsked(null)
  const saved = useSaved(close)
  return (
    <Card title={t('kioskPin')}>
      <p className="max-w-3xl">{t('kioskPinHelp')}</p>
      <p className="font-semibold">{hasKioskPin ? t('kioskPinSet') : t('kioskPinUnset')}</p>
      <div className="flex flex-wrap gap-3">
        <Button size="small" onPress={() => setAsked('choose')}>
          {hasKioskPin ? t('kioskPinChange') : t('kioskPinChoose')}
        </Button>
        {hasKioskPin && (
          <Button tone="secondary" size="small" onPress={() => setAsked('remove')}>
            {t('kioskPinRemove')}
          </Button>
        )}
      </div>
      {asked === 'choose' && <PinDialog center={center} onDone={() => saved()} onClose={close} />}
      {asked === 'remove' && (
        <ConfirmDialog
          title={t('kioskPinRemove')}
          confirmLabel={t('kioskPinRemove')}
          send={() => changeKioskPin(center.id, null)}
          onDone={() => saved()}
          onClose={close}
        >
          <p>{t('kioskPinRemoveText')}</p>
        </ConfirmDialog>
      )}
    </Card>
  )
}

type PinDialogProps = { center: CenterRow; onDone: () => void; onClose: () => void }

function PinDialog({ center, onDone, onClose }: PinDialogProps) {
  const t = useTranslations('settings')
  const [pin, setPin] = useState('')
  return (
    <FormDialog
      title={center.hasKioskPin ? t('kioskPinChange') : t('kioskPinChoose')}
      isDirty={pin !== ''}
      submitLabel={t('kioskPinChoose')}
      send={() => changeKioskPin(center.id, pin)}
      onDone={onDone}
      onClose={onClose}
    >
      <TextInput
        name="pin"
        label={t('kioskPinNew')}
        help={t('kioskPinRule')}
        value={pin}
        onChange={typed => setPin(typed.replace(/\D/g, ''))}
        maxLength={KIOSK_PIN_LENGTH}
        autoFocus
      />
    </FormDialog>
  )
}
