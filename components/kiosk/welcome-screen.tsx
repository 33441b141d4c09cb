'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { BothLanguages, InLanguage, type Translate } from '@/components/ui/both-languages'
import { ArrowRightIcon, CheckIcon, ClockIcon, InfoIcon, PersonIcon } from '@/components/ui/icons'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import { useWaitText } from '@/components/ui/wait-text'
import type { Center } from '@/lib/domain/catalogue'
import type { Language } from '@/lib/domain/ids'
import type { WaitEstimate } from '@/lib/domain/wait'
import { maskedCode } from '@/lib/i18n/code-text'
import { spokenHour } from '@/lib/i18n/formats'
import type { Scanned } from './kiosk-flow'

type WelcomeSaidProps = {
  center: Center
  waitingCount: number
  /** Over all services, since he has not said yet what he comes for; null as long as nothing has been foretold. */
  wait: WaitEstimate | null
}

/** What a visitor reads from some steps away, in both languages. */
export function WelcomeSaid({ center, waitingCount, wait }: WelcomeSaidProps) {
  return (
    <div className="flex animate-enter flex-col gap-[3.4vmin] landscape:max-[1599px]:gap-4">
      <h1 className="font-bold text-[max(64px,10.4vmin)] landscape:max-[1599px]:text-[64px] leading-[1.05] tracking-tight">
        <BothLanguages className="block">{t => t('kiosk.welcome')}</BothLanguages>
      </h1>
      <Fact icon={<PersonIcon className="mt-[0.1em] size-[1.2em] text-gold" />}>
        <BothLanguages className="block">{() => <Waiting count={waitingCount} wait={wait} />}</BothLanguages>
      </Fact>
      <Fact icon={<ClockIcon className="mt-[0.1em] size-[1.2em] text-gold" />}>
        <BothLanguages className="block">
          {(t, language) =>
            t('common.centerHours', {
              opens: spokenHour(center.opensAt, language),
              closes: spokenHour(center.closesAt, language),
            })
          }
        </BothLanguages>
      </Fact>
    </div>
  )
}

function Waiting({ count, wait }: { count: number; wait: WaitEstimate | null }) {
  const t = useTranslations('wait')
  const waitText = useWaitText()
  const waiting = t('waiting', { count })
  if (wait?.kind === 'range') {
    const part = (words: ReactNode) => <span className="inline-block">{words}</span>
    return t.rich('span', { waiting, wait: waitText(wait), part })
  }
  return wait && count > 0 ? t('spanUnknown', { waiting }) : waiting
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-start gap-[1.6vmin] text-kiosk-lead leading-snug">
      {icon}
      <span>{children}</span>
    </p>
  )
}

const LANGUAGES: readonly Language[] = ['fr', 'en']

type WelcomeTouchedProps = {
  /** What was held under the scanner, before a touch. */
  scanned: Scanned | null
  onChoose: (language: Language) => void
}

/** Two doors of the same size and weight: the choice of the language is the first touch. */
export function WelcomeTouched({ scanned, onChoose }: WelcomeTouchedProps) {
  return (
    <div className="grid flex-1 grid-rows-2 gap-[3vmin]">
      {LANGUAGES.map(language => (
        <LanguageDoor key={language} {...{ language, scanned, onChoose }} />
      ))}
    </div>
  )
}

function LanguageDoor({ language, scanned, onChoose }: WelcomeTouchedProps & { language: Language }) {
  const press = usePress(() => onChoose(language), DOUBLE_TAP_MS)
  return (
    <button
      type="button"
      {...press}
      data-say="choice_language"
      data-say-in={language}
      className={`flex items-center justify-between gap-8 rounded-4xl border-2 px-[5vmin] text-left shadow-[0_1.2vmin_4vmin_-2vmin_rgb(7_54_42/0.35)] transition-colors active:bg-green-tint ${scanned === null ? 'border-green-pale bg-surface' : 'border-green bg-green-tint'}`}
    >
      <span>
        <span lang={language} className="block font-bold text-[max(56px,8vmin)] text-green leading-tight">
          <InLanguage language={language} say={t => t(language === 'fr' ? 'common.french' : 'common.english')} />
        </span>
        <span className="mt-[0.6vmin] block text-ink-soft text-kiosk-lead">
          <InLanguage language={language} say={t => <WhatNow t={t} scanned={scanned} />} />
        </span>
      </span>
      <span className="grid size-[max(84px,11vmin)] shrink-0 place-items-center rounded-full bg-green text-white">
        <ArrowRightIcon className="size-[max(44px,5.6vmin)]" />
      </span>
    </button>
  )
}

/** In the place where he looks next: what became of his scan. */
function WhatNow({ t, scanned }: { t: Translate; scanned: Scanned | null }) {
  if (scanned === null) return t('kiosk.chooseLanguage')
  const Icon = scanned === 'no_code' ? InfoIcon : CheckIcon
  return (
    <strong className="flex items-center gap-[0.4em] text-ink">
      <Icon className="size-[1.2em] shrink-0 text-green" />
      <span>{scanned === 'no_code' ? t('kiosk.scanFailed') : t('kiosk.scanRead', { code: maskedCode(scanned) })}</span>
    </strong>
  )
}
