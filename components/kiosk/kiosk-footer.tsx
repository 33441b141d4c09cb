'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowLeftIcon, RestartIcon } from '@/components/ui/icons'
import { LanguageSwitch } from '@/components/ui/language-switch'
import type { ServiceDay } from '@/lib/domain/ids'
import { AccessButton } from './access/access-button'
import type { KioskMove, KioskState } from './kiosk-flow'

type KioskFooterProps = { today: ServiceDay; state: KioskState; send: (move: KioskMove) => void }

const BACK_FROM: ReadonlySet<KioskState['step']> = new Set(['checking', 'service', 'confirm'])

/** The way back and the other language, in the same place on every step. */
export function KioskFooter({ today, state, send }: KioskFooterProps) {
  const t = useTranslations('kiosk')
  if (state.step === 'welcome')
    return <AccessButton isOn={state.isAccessible} onSwitch={() => send({ type: 'access_switched' })} />
  if (state.step === 'ticket') return null
  return (
    <>
      {BACK_FROM.has(state.step) && (
        <Button tone="plain" size="kioskSecondary" say="choice_back" onPress={() => send({ type: 'went_back' })}>
          <ArrowLeftIcon className="size-[1.1em]" />
          {t('back')}
        </Button>
      )}
      <div className="portrait:order-last portrait:ml-auto">
        <LanguageSwitch
          tone="plain"
          size="kioskSecondary"
          language={state.language}
          onChange={language => send({ type: 'language_switched', language })}
        />
      </div>
      <Button
        tone="plain"
        size="kioskSecondary"
        say="choice_start_over"
        onPress={() => send({ type: 'started_over', today })}
      >
        <RestartIcon className="size-[1.1em]" />
        {t('startOver')}
      </Button>
    </>
  )
}
