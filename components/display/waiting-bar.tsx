'use client'

import { BothLanguages, InLanguage } from '@/components/ui/both-languages'
import { ClockFace } from '@/components/ui/clock'
import type { WaitingAtService } from '@/lib/client/announced-calls'
import type { Message, Service } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import type { WaitEstimate } from '@/lib/domain/wait'
import { Ticker } from './ticker'

type WaitingBarProps = {
  services: readonly Service[]
  waiting: readonly WaitingAtService[]
  messages: readonly Message[]
  now: InstantMs
  hasGuidance: boolean
  timeZone: string
}

/** The lower edge: how many wait for what and how long, what the center says, and a clock that shows that all this lives. */
export function WaitingBar({ services, waiting, messages, now, hasGuidance, timeZone }: WaitingBarProps) {
  return (
    <footer className="col-span-full bg-green-deep text-white">
      <ul className="flex flex-wrap">
        {waiting.map(line => (
          <WaitingService key={line.service} line={line} service={services.find(({ id }) => id === line.service)} />
        ))}
      </ul>
      <div className="flex items-center justify-between gap-[3vmin] bg-black/25 px-[3vmin] py-[0.8vmin]">
        <Ticker messages={messages} now={now} hasGuidance={hasGuidance} />
        <ClockFace now={now} timeZone={timeZone} className="font-bold text-[max(36px,4.4vmin)] leading-none" />
      </div>
    </footer>
  )
}

function WaitingService({ line, service }: { line: WaitingAtService; service: Service | undefined }) {
  if (!service) return null
  return (
    <li className="flex min-w-[26vmin] flex-1 items-center gap-[1.2vmin] border-white/15 border-r px-[1.4vmin] py-[1.2vmin] last:border-r-0">
      <span className="font-extrabold text-[max(52px,6.2vmin)] text-gold-pale leading-none">{line.count}</span>
      <span className="min-w-0 text-[max(20px,2.2vmin)] leading-[1.15]">
        <span className="block font-semibold">{service.nameFr}</span>
        <span lang="en" className="block font-semibold text-green-pale">
          {service.nameEn}
        </span>
        {line.isSuspended ? <Suspended /> : <Wait wait={line.wait} />}
      </span>
    </li>
  )
}

function Suspended() {
  return (
    <span className="mt-[0.3vmin] block font-bold text-gold-pale">
      <BothLanguages className="mr-[0.6em] inline-block">{t => t('display.suspended')}</BothLanguages>
    </span>
  )
}

/** Figures say the same in both languages; only the unknown needs words. */
function Wait({ wait }: { wait: WaitEstimate }) {
  return (
    <span className="mt-[0.3vmin] block">
      {wait.kind === 'unknown' ? (
        <BothLanguages className="mr-[0.6em] inline-block">{t => t('wait.unknownShort')}</BothLanguages>
      ) : (
        <span className="text-[1.25em]">
          <InLanguage
            language="fr"
            say={t => t('wait.figures', { from: String(wait.fromMinutes), to: String(wait.toMinutes) })}
          />
        </span>
      )}
    </span>
  )
}
