'use client'

import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { EarIcon, WheelchairIcon } from './access-icons'

/** On the first screen: the signs that are looked for, and the words, in both languages. */
export function AccessButton({ isOn, onSwitch }: { isOn: boolean; onSwitch: () => void }) {
  return (
    <Button
      tone="plain"
      size="kiosk"
      {...(isOn && { say: 'choice_access_off' })}
      onPress={onSwitch}
      className="flex-1 text-kiosk-lead! portrait:min-h-24! landscape:max-[1599px]:gap-3 landscape:max-[1599px]:px-4"
    >
      <WheelchairIcon className="size-[1.7em]" />
      <EarIcon className="size-[1.7em]" />
      <span className="flex flex-wrap gap-x-[0.7em] text-left leading-tight">
        <BothLanguages>{t => t(isOn ? 'access.switchOff' : 'access.switchOn')}</BothLanguages>
      </span>
    </Button>
  )
}
