'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CrossIcon, InfoIcon } from '@/components/ui/icons'
import { LanguageProvider } from '@/components/ui/language-provider'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { PinPad } from '@/components/ui/pin-pad'
import { usePinEntry } from '@/components/ui/use-pin-entry'
import type { StaffCornerView } from '@/lib/client/kiosk-staff-view'
import type { LinkStatus } from '@/lib/client/link-status'
import type { DurationMs, Language } from '@/lib/domain/ids'
import { CORNER_TEXTS } from '@/lib/i18n/corner-texts'
import { CornerPanel } from './corner-panel'

/** Left open and alone, it closes by itself: the next to stand here is a visitor. */
export const CORNER_IDLE_MS: DurationMs = 60_000

export type StaffCornerProps = {
  staff: StaffCornerView
  status: LinkStatus
  label: string
  timeZone: string
  language: Language
  onClose: () => void
}

/** Behind the emblem and a PIN: what staff do at a kiosk itself. */
export function StaffCorner(props: StaffCornerProps) {
  const [isOpen, setOpen] = useState(false)
  const [language, setLanguage] = useState(props.language)
  useLeftAlone(props.onClose)
  return (
    <LanguageProvider language={language} timeZone={props.timeZone} texts={CORNER_TEXTS}>
      <main lang={language} className="flex h-full touch-pan-y flex-col overflow-y-auto bg-ground text-ink">
        <Head {...props} language={language} onLanguage={setLanguage} />
        {isOpen ? <CornerPanel {...props} /> : <Locked staff={props.staff} onOpen={() => setOpen(true)} />}
      </main>
    </LanguageProvider>
  )
}

type HeadProps = Pick<StaffCornerProps, 'label' | 'onClose' | 'language'> & { onLanguage: (language: Language) => void }

function Head({ label, onClose, language, onLanguage }: HeadProps) {
  const t = useTranslations('corner')
  return (
    <header className="flex flex-wrap items-center gap-4 bg-green px-[max(20px,3vmin)] py-4 text-white">
      <h1 className="flex-1 font-bold text-3xl">
        {t('title')} <span className="font-normal text-green-pale text-xl">{label}</span>
      </h1>
      <LanguageSwitch tone="plain" size="small" language={language} onChange={onLanguage} />
      <Button tone="plain" size="staffSecondary" onPress={onClose}>
        <CrossIcon className="size-7" />
        {t('close')}
      </Button>
    </header>
  )
}

function Locked({ staff, onOpen }: { staff: StaffCornerView; onOpen: () => void }) {
  const t = useTranslations('corner')
  const entry = usePinEntry()
  if (!staff.isPinSet)
    return (
      <section className="m-auto flex max-w-3xl flex-col gap-4 px-8 py-8">
        <InfoIcon className="size-16 text-green" />
        <h2 className="font-bold text-4xl">{t('unsetTitle')}</h2>
        <p className="text-2xl text-ink-soft leading-snug">{t('unsetNext')}</p>
      </section>
    )
  async function tryPin(pin: string) {
    const outcome = await staff.onUnlock(pin)
    if (outcome.ok) onOpen()
    return outcome
  }
  return (
    <section className="m-auto flex w-full max-w-sm flex-col items-center gap-4 px-4 py-6">
      <h2 className="font-bold text-2xl">{t('pin')}</h2>
      <PinPad label={t('pin')} entry={entry} submitLabel={t('open')} onSubmit={pin => entry.send(() => tryPin(pin))} />
    </section>
  )
}

function useLeftAlone(onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    let timer = window.setTimeout(() => close(), CORNER_IDLE_MS)
    const again = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => close(), CORNER_IDLE_MS)
    }
    window.addEventListener('pointerdown', again)
    window.addEventListener('keydown', again)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('pointerdown', again)
      window.removeEventListener('keydown', again)
    }
  }, [])
}
