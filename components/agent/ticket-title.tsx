'use client'

import { useLocale, useTranslations } from 'use-intl'
import { type Catalogue, nameIn } from '@/lib/domain/catalogue'
import type { EngineConfig } from '@/lib/domain/engine/model'
import type { InstantMs } from '@/lib/domain/ids'
import { unreachable } from '@/lib/domain/result'
import type { Ticket } from '@/lib/domain/ticket'
import { numberOf } from '@/lib/domain/ticket-number'
import { TicketBadges } from './ticket-badges'
import { ticketMarks } from './ticket-marks'
import type { AgentWords } from './why-text'

type TicketTitleProps = { ticket: Ticket; catalogue: Catalogue; rules: EngineConfig; now: InstantMs }

/** Number, state, service and marks. */
export function TicketTitle({ ticket, catalogue, rules, now }: TicketTitleProps) {
  const t = useTranslations('agent')
  const language = useLocale()
  const service = catalogue.services.find(({ id }) => id === ticket.service)
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <strong className="font-extrabold text-4xl text-green tracking-tight">{ticket.number}</strong>
        <span className="rounded-full border border-line-strong px-3 py-0.5 font-semibold text-base">
          {stateWord(t, ticket)}
        </span>
        <TicketBadges marks={ticketMarks(ticket, rules, now)} timeZone={catalogue.center.timeZone} />
      </p>
      <p className="mt-1 font-semibold text-xl leading-tight">{service && nameIn(language, service)}</p>
    </>
  )
}

function stateWord(t: AgentWords, ticket: Ticket): string {
  switch (ticket.state) {
    case 'waiting':
      return t('stateWaiting')
    case 'called':
      return t('stateCalled')
    case 'serving':
      return t('stateServing')
    case 'parked':
      return t('stateParked')
    case 'no_show':
      return t('stateNoShow')
    case 'closed':
      return t('stateClosed')
    case 'completed':
      return t('stateDone')
    case 'duplicate':
      return t('stateDuplicate', { number: numberOf(ticket.of) })
    default:
      return unreachable(ticket)
  }
}
