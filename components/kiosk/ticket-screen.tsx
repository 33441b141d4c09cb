'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useOutlookWords } from '@/components/ticket/outlook-words'
import { QrImage } from '@/components/ticket/qr-image'
import { Button } from '@/components/ui/button'
import { ArrowDownIcon, ClockIcon, InfoIcon, PencilIcon, PersonIcon } from '@/components/ui/icons'
import type { TicketGiven } from '@/lib/client/kiosk-desk'
import type { Outlook } from '@/lib/client/outlook'
import type { QrCode } from '@/lib/client/qr-code'
import { type Center, nameIn, type Service } from '@/lib/domain/catalogue'
import type { DurationMs } from '@/lib/domain/ids'

/** The number, as large as the screen allows: it must be read at arm's length, and written down when there is no paper. */
export function TicketSaid({ given, service }: { given: TicketGiven; service: Service | undefined }) {
  const t = useTranslations()
  const language = useLocale()
  return (
    <div className="flex animate-enter flex-col gap-[1vmin]">
      <p className="flex items-center justify-between gap-[2vmin] text-kiosk-strong text-green-pale leading-tight">
        {given.kind === 'shown_again' ? t('kiosk.ticketAgain') : t('kiosk.ticketTitle')}
        {given.ticket.isVulnerable && (
          <span className="grid size-[1.6em] shrink-0 place-items-center rounded-xl border-4 border-gold font-extrabold text-[1.2em] text-white leading-none">
            {t('ticket.priority')}
          </span>
        )}
      </p>
      <p role="status" className="-ml-[0.03em] font-extrabold text-kiosk-number leading-[0.95] tracking-tight">
        {given.ticket.number}
      </p>
      <p className="font-semibold text-kiosk-strong leading-tight">{service && nameIn(language, service)}</p>
      {given.kind === 'shown_again' && (
        <p className="mt-[1vmin] text-green-pale text-kiosk-lead leading-snug">
          {t(given.outlook.kind === 'waits' ? 'kiosk.ticketAgainHelp' : 'kiosk.ticketAgainOnly')}
        </p>
      )}
      {given.ticket.print === 'print_failed' && given.qr && <OnYourPhone qr={given.qr} />}
    </div>
  )
}

/** What the paper would have led to. */
function OnYourPhone({ qr }: { qr: QrCode }) {
  const t = useTranslations('kiosk')
  return (
    <div className="mt-[2vmin] flex items-center gap-[2.4vmin]">
      <div className="shrink-0 rounded-2xl bg-surface p-[max(16px,2vmin)]">
        <QrImage code={qr} label={t('qrLabel')} className="size-[max(168px,22vmin)]" />
      </div>
      <p className="text-kiosk-lead text-pretty leading-snug">{t('qrHelp')}</p>
    </div>
  )
}

type TicketTouchedProps = { center: Center; given: TicketGiven; shownMs: DurationMs; onDone: () => void }

export function TicketTouched({ center, given, shownMs, onDone }: TicketTouchedProps) {
  const t = useTranslations('kiosk')
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-between gap-[3vmin]">
      <div className="flex min-h-0 flex-1 flex-col justify-center gap-[2.6vmin]">
        {given.ticket.print === 'print_failed' ? <WithoutPaper /> : <WithPaper />}
        <Turn center={center} outlook={given.outlook} />
      </div>
      <Button size="kiosk" say="choice_done" onPress={onDone}>
        {t('done')}
      </Button>
      <TimeLeft shownMs={shownMs} />
    </div>
  )
}

/** What comes next: what he was told when he asked for the ticket, or the way to the station that calls him. */
function Turn({ center, outlook }: { center: Center; outlook: Outlook }) {
  const t = useTranslations()
  const words = useOutlookWords(center)
  if (outlook.kind !== 'waits')
    return (
      <p role="alert" className="flex items-start gap-[1.8vmin] font-bold text-kiosk-strong leading-snug">
        <InfoIcon className="mt-[0.08em] size-[1.2em] text-green" />
        {outlook.kind === 'called' ? t('wait.called', { station: outlook.station.number }) : t('wait.noTurn')}
      </p>
    )
  const { ahead, mayChange, wait, station, unserved, closing } = words(outlook)
  return (
    <>
      <ul className="flex flex-col gap-[1.8vmin] landscape:max-[1599px]:gap-2">
        <Fact icon={<PersonIcon className="size-[1.2em]" />}>
          {ahead} {mayChange}
        </Fact>
        <Fact icon={<ClockIcon className="size-[1.2em]" />}>
          <span className="mr-[0.6em] landscape:max-[1599px]:inline-block block">{t('wait.label')}</span>
          <strong>{wait}</strong>
          {(station || unserved) && <span className="block">{station ?? unserved}</span>}
        </Fact>
        <Fact icon={<InfoIcon className="size-[1.2em]" />}>{t('kiosk.sitDown')}</Fact>
      </ul>
      {closing && (
        <p className="rounded-2xl bg-gold-tint px-[2vmin] py-[1.2vmin] font-semibold text-balance text-gold-ink text-kiosk leading-tight">
          {closing}
        </p>
      )}
    </>
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
      <p className="flex items-center gap-[2vmin] font-bold text-[max(32px,5vmin)] landscape:max-[1599px]:text-[32px] leading-tight">
        <PencilIcon className="size-[1em]" />
        {t('noteNumber')}
      </p>
      <p className="mt-[1vmin] text-kiosk leading-snug">{t('noteNumberHelp')}</p>
    </div>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-[1.8vmin] text-kiosk leading-tight">
      <span className="mt-[0.08em] text-green">{icon}</span>
      <span>{children}</span>
    </li>
  )
}

/** Shows, without a word, that the screen will close by itself. */
function TimeLeft({ shownMs }: { shownMs: DurationMs }) {
  return (
    <div aria-hidden="true" className="-mt-[1.4vmin] h-2 overflow-hidden rounded-full bg-line">
      <div
        className="size-full origin-left animate-drain rounded-full bg-green"
        style={{ animationDuration: `${shownMs}ms` }}
      />
    </div>
  )
}
