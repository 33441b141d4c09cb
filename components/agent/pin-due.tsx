'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { PinPad } from '@/components/ui/pin-pad'
import { usePinEntry } from '@/components/ui/use-pin-entry'
import { pinFault } from '@/lib/client/staff-pin'
import type { StaffDesk } from '@/lib/client/use-staff'
import { SignInFrame } from './sign-in-frame'

type PinDueProps = { staff: StaffDesk; isKnown: boolean; name: string }

/** After the password: the PIN that he has here, or a new one. */
export function PinDue({ staff, isKnown, name }: PinDueProps) {
  return isKnown ? <OwnPin staff={staff} name={name} /> : <NewPin staff={staff} name={name} />
}

function OwnPin({ staff, name }: Omit<PinDueProps, 'isKnown'>) {
  const t = useTranslations('staff')
  const entry = usePinEntry()
  return (
    <SignInFrame title={t('enterPinTitle')} help={name}>
      <PinPad
        label={t('pinOf', { name })}
        entry={entry}
        submitLabel={t('next')}
        onSubmit={pin => entry.send(() => staff.enterPin(pin))}
      />
      <div className="flex flex-wrap gap-3">
        <Button tone="secondary" onPress={staff.chooseAnotherPin}>
          {t('anotherPin')}
        </Button>
        <Button tone="secondary" onPress={staff.lock}>
          {t('cancel')}
        </Button>
      </div>
    </SignInFrame>
  )
}

function NewPin({ staff, name }: Omit<PinDueProps, 'isKnown'>) {
  const t = useTranslations('staff')
  const entry = usePinEntry()
  const [first, setFirst] = useState<string | null>(null)

  function submit(pin: string) {
    const fault = pinFault(pin)
    if (first === null && fault === null) setFirst(pin)
    if (first === null) return entry.refuse(fault)
    setFirst(null)
    if (pin === first) entry.send(() => staff.choosePin(pin))
    else entry.refuse('pin_different')
  }
  return (
    <SignInFrame title={first === null ? t('choosePinTitle') : t('repeatPin')} help={t('choosePinHelp')}>
      <PinPad
        key={first === null ? 'first' : 'again'}
        label={t('pinOf', { name })}
        entry={entry}
        submitLabel={t('next')}
        onSubmit={submit}
      />
      <Button tone="secondary" onPress={staff.lock}>
        {t('cancel')}
      </Button>
    </SignInFrame>
  )
}
