'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ArrowDownIcon, ClockIcon, InfoIcon, PencilIcon, PersonIcon } from '@/components/ui/icons'
import { useWaitText } from '@/components/ui/wait-text'
import type { TicketGiven } from '@/lib/client/kiosk-desk'
import { nameIn, type Service } from '@/lib/domain/catalogue'
import { ticketShownMs } from './kiosk-flow'

/** The number, as large as the screen allows: it must be read at arm's length, and written down when there is no paper. */
export function TicketSaid({ given, service }: { given: TicketGiven; service: Service | undefined }) {
  const t = useTranslations('kiosk')
  const language = useLocale()
  return (
    <div className="flex animate-enter flex-col gap-[1vmin]">
      <p className="text-kiosk-strong text-green-pale leading-tight">
        {given.kind === 'shown_again' ? t('ticketAgain') : t('ticketTitle')}
      </p>
      <p role="status" className="-ml-[0.03em] font-extrabold text-kiosk-number leading-[0.95] tracking-tight">
        {given.ticket.number}
      </p>
      <p className="font-semibold text-kiosk-strong leading-tight">{service && nameIn(language, service)}</p>
      {given.kind === 'shown_again' && (
        <p className="mt-[1vmin] text-green-pale text-kiosk-lead leading-snug">{t('ticketAgainHelp')}</p>
      )}
    </div>
  )
}

export function TicketTouched({ given, onDone }: { given: TicketGiven; onDone: () => void }) {
  const t = useTranslations('kiosk')
  const tWait = useTranslations('wait')
  const waitText = useWaitText()
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-between gap-[3vmin]">
      <div className="flex min-h-0 flex-1 flex-col justify-center gap-[2.6vmin]">
        {given.ticket.print === 'print_failed' ? <WithoutPaper /> : <WithPaper />}
        <ul className="flex flex-col gap-[1.8vmin]">
          <Fact icon={<PersonIcon className="size-[1.2em]" />}>{tWait('ahead', { count: given.ahead })}</Fact>
          <Fact icon={<ClockIcon className="size-[1.2em]" />}>
            {tWait('label')}
            <br />
            <strong>{waitText(given.wait)}</strong>
          </Fact>
          <Fact icon={<InfoIcon className="size-[1.2em]" />}>{t('sitDown')}</Fact>
        </ul>
      </div>
      <Button size="kiosk" onPress={onDone}>
        {t('done')}
      </Button>
      <TimeLeft given={given} />
    </div>
  )
}

function WithPaper() {
  const t = useTranslations('kiosk')
  return (
    <p className="flex items-center gap-[2vmin] font-bold text-green text-[max(40px,5.4vmin)] leading-tight">
      <ArrowDownIcon className="size-[1em] motion-safe:animate-bounce" />
      {t('takePaper')}
    </p>
  )
}

/** A person must act here, so it is loud: there is no paper to come back to. */
function WithoutPaper() {
  const t = useTranslations('kiosk')
  return (
    <div role="alert" className="rounded-3xl border-4 border-gold bg-gold-tint px-[2.6vmin] py-[1.8vmin] text-gold-ink">
      <p className="flex items-center gap-[2vmin] font-bold text-[max(38px,5vmin)] leading-tight">
        <PencilIcon className="size-[1em]" />
        {t('noteNumber')}
      </p>
      <p className="mt-[1vmin] text-kiosk leading-snug">{t('noteNumberHelp')}</p>
    </div>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-[1.8vmin] text-kiosk leading-snug">
      <span className="mt-[0.08em] text-green">{icon}</span>
      <span>{children}</span>
    </li>
  )
}

/** Shows, without a word, that the screen will close by itself. */
function TimeLeft({ given }: { given: TicketGiven }) {
  return (
    <div aria-hidden="true" className="-mt-[1.4vmin] h-2 overflow-hidden rounded-full bg-line">
      <div
        className="size-full origin-left animate-drain rounded-full bg-green"
        style={{ animationDuration: `${ticketShownMs(given)}ms` }}
      />
    </div>
  )
}
