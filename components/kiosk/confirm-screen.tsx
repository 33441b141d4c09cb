'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useOutlookWords } from '@/components/ticket/outlook-words'
import { Button } from '@/components/ui/button'
import { ClockIcon, TicketIcon } from '@/components/ui/icons'
import { ServiceIcon } from '@/components/ui/service-icon'
import { outlookOf } from '@/lib/client/outlook'
import { type Catalogue, nameIn, type Service } from '@/lib/domain/catalogue'
import { maskedCode } from '@/lib/i18n/code-text'
import type { KioskState } from './kiosk-flow'
import { PriorityLine } from './priority-line'

type ConfirmScreenProps = {
  catalogue: Catalogue
  service: Service | undefined
  state: Extract<KioskState, { step: 'confirm' | 'issuing' }>
  onPriority: () => void
  onTake: () => void
}

/** The last screen before the paper: whatever may keep a citizen from waiting is said here. */
export function ConfirmScreen({ catalogue, service, state, onPriority, onTake }: ConfirmScreenProps) {
  const t = useTranslations()
  const language = useLocale()
  const { code, word, held, foretold, isVulnerable } = state
  const { wait, ahead, mayChange, station, unserved, closing } = useOutlookWords(catalogue.center)(
    outlookOf(foretold, catalogue.stations),
  )
  const busy = state.step === 'issuing'
  // His own turn stands on his ticket.
  const isNew = held === null
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-between gap-[max(16px,2vmin)]">
      <div className="flex min-h-0 flex-1 flex-col justify-center gap-[max(12px,2vmin)] rounded-4xl bg-surface px-[3vmin] py-[2vmin] shadow-[0_1.2vmin_4vmin_-2.4vmin_rgb(7_54_42/0.35)]">
        <dl className="flex flex-col gap-[max(10px,2vmin)] portrait:gap-[3.4vmin]">
          {held !== null && (
            <Line icon={<TicketIcon className="size-[60%]" />} label={t('kiosk.ticketTitle')}>
              {held}
            </Line>
          )}
          <Line icon={<ServiceIcon code={service?.code ?? ''} className="size-[60%]" />} label={t('kiosk.service')}>
            {service && nameIn(language, service)}
          </Line>
          {isNew && (
            <Line
              icon={<ClockIcon className="size-[60%]" />}
              label={t('wait.label')}
              notes={[`${ahead} ${mayChange}`, station, unserved]}
            >
              {wait}
            </Line>
          )}
          <Line
            icon={<TicketIcon className="size-[60%]" />}
            label={t('kiosk.code')}
            notes={[word === 'later' ? t('kiosk.codeCheckedLater') : null]}
          >
            {code ? maskedCode(code) : t('kiosk.noCode')}
          </Line>
        </dl>
        {isNew && closing && (
          <p className="rounded-2xl bg-gold-tint px-[2vmin] py-[1.2vmin] font-semibold text-balance text-gold-ink text-kiosk leading-tight">
            {closing}
          </p>
        )}
      </div>
      {isNew && <PriorityLine asked={isVulnerable} onTouch={onPriority} />}
      <Button size="kiosk" say={isNew ? 'choice_take_ticket' : 'choice_reprint'} onPress={onTake} busy={busy}>
        {busy ? t('kiosk.oneMoment') : isNew ? t('kiosk.takeTicket') : t('kiosk.reprint', { number: held })}
      </Button>
    </div>
  )
}

type LineProps = { icon: ReactNode; label: string; notes?: readonly (string | null)[]; children: ReactNode }

/** On a small screen the label stands before what it names, not above it. */
function Line({ icon, label, notes = [], children }: LineProps) {
  return (
    <div className="relative flex min-h-[max(56px,7.4vmin)] flex-col justify-center landscape:max-[1599px]:flex-row landscape:max-[1599px]:flex-wrap landscape:max-[1599px]:content-center landscape:max-[1599px]:items-baseline landscape:max-[1599px]:justify-start landscape:max-[1599px]:gap-x-4 pl-[calc(max(56px,7.4vmin)+2.4vmin)]">
      <dt className="text-ink-soft text-kiosk leading-tight">
        <span className="absolute inset-y-0 left-0 my-auto grid size-[max(56px,7.4vmin)] place-items-center rounded-2xl bg-green-tint text-green">
          {icon}
        </span>
        {label}
      </dt>
      <dd className="font-bold text-kiosk-strong leading-tight">{children}</dd>
      {notes.map(
        note =>
          note && (
            <dd key={note} className="w-full text-kiosk leading-tight">
              {note}
            </dd>
          ),
      )}
    </div>
  )
}
