'use client'

import { useLocale, useTranslations } from 'use-intl'
import { type Catalogue, nameIn } from '@/lib/domain/catalogue'
import type { InstantMs } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import { clockTime, minutesText } from '@/lib/i18n/formats'

/** The tickets that will be called next stand out: everybody may ask "why not me?" */
const NEXT_SHOWN = 3

/** A day has hundreds of tickets; a tablet draws the first of them. */
const ROWS_MOST = 60

type TicketListProps = { catalogue: Catalogue; tickets: readonly Ticket[]; now: InstantMs }

export function TicketList({ catalogue, tickets, now }: TicketListProps) {
  return (
    <ol>
      {tickets.slice(0, ROWS_MOST).map((ticket, index) => (
        <TicketRow
          key={ticket.id}
          ticket={ticket}
          catalogue={catalogue}
          now={now}
          next={ticket.state === 'waiting' && index < NEXT_SHOWN}
        />
      ))}
    </ol>
  )
}

type TicketRowProps = { ticket: Ticket; catalogue: Catalogue; now: InstantMs; next: boolean }

function TicketRow({ ticket, catalogue, now, next }: TicketRowProps) {
  const t = useTranslations('agent')
  const language = useLocale()
  const service = catalogue.services.find(({ id }) => id === ticket.service)
  return (
    <li className={`flex items-center gap-4 border-line border-b px-5 py-2 ${next ? 'bg-green-tint' : ''}`}>
      <span className={`min-w-20 ${next ? 'font-extrabold text-2xl text-green' : 'font-bold text-xl'}`}>
        {ticket.number}
      </span>
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block truncate">{service && nameIn(language, service)}</span>
        {ticket.print === 'print_failed' && <span className="block truncate text-gold-ink">{t('noPaper')}</span>}
      </span>
      <span className="shrink-0 text-ink-soft tabular">{momentOf(ticket, now, catalogue.center.timeZone)}</span>
    </li>
  )
}

/** How long it has waited, or when it ended. */
function momentOf(ticket: Ticket, now: InstantMs, timeZone: string): string {
  if (ticket.state === 'completed' || ticket.state === 'no_show') return clockTime(ticket.closedAt, timeZone)
  return minutesText(now - ticket.checkedInAt)
}
