'use client'

import { useTranslations } from 'use-intl'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'
import { ArrowLeftIcon, RestartIcon } from '@/components/ui/icons'
import { LanguageSwitch } from '@/components/ui/language-switch'
import type { ServiceDay } from '@/lib/domain/ids'
import { AccessButton } from './access/access-button'
import type { KioskMove, KioskState } from './kiosk-flow'
import type { KioskProps } from './kiosk-types'

type KioskFooterProps = {
  today: ServiceDay
  state: KioskState
  send: (move: KioskMove) => void
  unprinted: KioskProps['unprinted']
  onReprint: KioskProps['onReprint']
}

/** The way back and the other language, in the same place on every step. */
export function KioskFooter({ today, state, send, unprinted, onReprint }: KioskFooterProps) {
  const t = useTranslations('kiosk')
  if (state.step === 'welcome')
    return (
      <>
        <AccessButton isOn={state.isAccessible} onSwitch={() => send({ type: 'access_switched' })} />
        <ReprintOffer unprinted={unprinted} onReprint={onReprint} />
      </>
    )
  if (state.step === 'ticket') return null
  return (
    <>
      {(state.step === 'service' || state.step === 'confirm') && (
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

/** After a power cut: the oldest ticket whose paper may not have come out. Its holder may still be standing here. */
function ReprintOffer({ unprinted, onReprint }: Pick<KioskProps, 'unprinted' | 'onReprint'>) {
  const [ticket] = unprinted
  if (!ticket) return null
  return (
    <Button tone="plain" size="kioskSecondary" say="choice_reprint" onPress={() => onReprint(ticket.id)}>
      <RestartIcon className="size-[1.1em]" />
      <span className="flex flex-wrap justify-center gap-x-[0.8em]">
        <BothLanguages>{translate => translate('kiosk.reprint', { number: ticket.number })}</BothLanguages>
      </span>
    </Button>
  )
}
