'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { BothTexts } from '@/components/admin/ui/both-texts'
import { FormDialog } from '@/components/admin/ui/form-dialog'
import { SelectInput } from '@/components/admin/ui/select-input'
import { createMessage } from '@/lib/client/console'
import type { ActionsOff } from '@/lib/client/use-floor'
import type { CenterId, InstantMs } from '@/lib/domain/ids'
import { ActionButton } from './floor-action'

/** How long an alert may stand: nobody forgets one on a display overnight. */
const MINUTES = [15, 30, 60, 120, 240, 480] as const
const FIRST_CHOICE = 60
const TEXT_MAX = 200

type BroadcastProps = { center: CenterId; off: ActionsOff | null; now: () => InstantMs; onSent: () => void }

/** Tells everybody in the hall, on all displays, in both languages, for a while. */
export function Broadcast({ center, off, now, onSent }: BroadcastProps) {
  const t = useTranslations('floor')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionButton off={off} onPress={() => setOpen(true)}>
        {t('broadcast')}
      </ActionButton>
      {isOpen && (
        <BroadcastForm
          center={center}
          now={now}
          onClose={() => setOpen(false)}
          onSent={() => {
            setOpen(false)
            onSent()
          }}
        />
      )}
    </>
  )
}

type BroadcastFormProps = Omit<BroadcastProps, 'off'> & { onClose: () => void }

function BroadcastForm({ center, now, onClose, onSent }: BroadcastFormProps) {
  const t = useTranslations('floor')
  const [textFr, setFrench] = useState('')
  const [textEn, setEnglish] = useState('')
  const [minutes, setMinutes] = useState<number>(FIRST_CHOICE)
  const send = () => {
    const endsAt = now() + minutes * 60_000
    return createMessage(center, { kind: 'alert', textFr, textEn, startsAt: null, endsAt, active: true })
  }
  const lengths = MINUTES.map(count => ({ value: count, label: lengthOf(count, t) }))
  return (
    <FormDialog
      title={t('broadcastTitle')}
      help={t('broadcastHelp')}
      isDirty={textFr !== '' || textEn !== ''}
      submitLabel={t('send')}
      send={send}
      onDone={onSent}
      onClose={onClose}
    >
      <BothTexts
        name="text"
        labels={{ fr: t('textFr'), en: t('textEn') }}
        fr={textFr}
        en={textEn}
        onFr={setFrench}
        onEn={setEnglish}
        maxLength={TEXT_MAX}
        rows={2}
        autoFocus
      />
      <SelectInput name="endsAt" label={t('minutes')} value={minutes} onChange={setMinutes} choices={lengths} />
    </FormDialog>
  )
}

function lengthOf(minutes: number, t: ReturnType<typeof useTranslations<'floor'>>): string {
  if (minutes < 60) return t('minutesOf', { count: String(minutes) })
  return t('hoursOf', { count: String(minutes / 60) })
}
