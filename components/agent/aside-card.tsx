'use client'

import { useLocale, useTranslations } from 'use-intl'
import { Guilloche } from '@/components/ui/guilloche'
import { nameIn } from '@/lib/domain/catalogue'
import type { Occupation } from '@/lib/domain/open-stations'
import { timerText } from '@/lib/i18n/formats'
import type { AgentProps } from './agent-types'

/** What goes on at the station beside the queue: a break, or somebody without a ticket. */
export function AsideCard({ catalogue, occupation, now }: AgentProps & { occupation: Occupation }) {
  const t = useTranslations('agent.aside')
  const language = useLocale()
  const isBreak = occupation.kind === 'break'
  const service = isBreak ? undefined : catalogue.services.find(({ id }) => id === occupation.service)
  const look = isBreak ? 'bg-gold-tint text-gold-ink' : 'bg-green text-white'
  return (
    <>
      <div className={`relative flex flex-wrap items-start justify-between gap-4 px-6 py-6 sm:px-8 ${look}`}>
        <div className="min-w-0">
          <h1 aria-live="polite" className="font-extrabold text-4xl leading-tight tracking-tight sm:text-6xl">
            {t(isBreak ? 'onBreak' : 'serving')}
          </h1>
          <p className="mt-2 font-semibold text-2xl">
            {isBreak ? t(`breakReasons.${occupation.reason}`) : t(`walkInReasons.${occupation.reason}`)}
          </p>
        </div>
        <p className="sm:text-right">
          <span className="block text-lg">{t('since')}</span>
          <span role="timer" className="block font-bold text-4xl tabular leading-tight sm:text-6xl">
            {timerText(Math.max(0, now - occupation.since))}
          </span>
        </p>
      </div>
      <div className="relative flex flex-1 flex-col justify-center gap-3 overflow-hidden px-6 py-6 sm:px-8">
        <Guilloche className="absolute -right-40 -bottom-48 w-140 text-green/10" />
        {service && <p className="relative font-bold text-4xl tracking-tight">{nameIn(language, service)}</p>}
        <p className="relative text-2xl text-ink-soft">{t(isBreak ? 'breakHelp' : 'servingHelp')}</p>
      </div>
    </>
  )
}
