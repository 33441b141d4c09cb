'use client'

import { memo } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import { type Catalogue, nameIn } from '@/lib/domain/catalogue'
import type { EngineConfig } from '@/lib/domain/engine/model'
import type { InstantMs, TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import { clockTime, minutesText } from '@/lib/i18n/formats'
import { TicketBadges } from './ticket-badges'
import { type TicketMarks, ticketMarks } from './ticket-marks'

/** The tickets that will be called next stand out: everybody may ask "why not me?" */
const NEXT_SHOWN = 3

/** A day has hundreds of tickets; a tablet draws the first of them. */
const ROWS_MOST = 150

type TicketListProps = {
  catalogue: Catalogue
  rules: EngineConfig
  tickets: readonly Ticket[]
  now: InstantMs
  onOpen: (id: TicketId) => void
}

/** A touch on a row opens its ticket, and calls nobody. */
export function TicketList({ catalogue, rules, tickets, now, onOpen }: TicketListProps) {
  const t = useTranslations('agent')
  const language = useLocale()
  const { timeZone } = catalogue.center
  const more = tickets.length - ROWS_MOST
  return (
    <>
      <ol>
        {tickets.slice(0, ROWS_MOST).map((ticket, index) => {
          const marks = ticketMarks(ticket, rules, now)
          const service = catalogue.services.find(({ id }) => id === ticket.service)
          return (
            <TicketRow
              key={ticket.id}
              ticket={ticket}
              service={service ? nameIn(language, service) : ''}
              moment={momentOf(ticket, now, timeZone)}
              isNext={ticket.state === 'waiting' && index < NEXT_SHOWN && marks.heldUntil === null}
              timeZone={timeZone}
              onOpen={onOpen}
              {...marks}
            />
          )
        })}
      </ol>
      {more > 0 && <p className="px-5 py-3 text-ink-soft text-lg">{t('moreTickets', { count: more })}</p>}
    </>
  )
}

type TicketRowProps = TicketMarks & {
  ticket: Ticket
  service: string
  moment: string
  isNext: boolean
  timeZone: string
  onOpen: (id: TicketId) => void
}

/** Drawn anew only when something on it has changed: the clock of the screen ticks each second, over a hundred rows. */
const TicketRow = memo(function TicketRow({
  ticket,
  service,
  moment,
  isNext,
  timeZone,
  onOpen,
  ...marks
}: TicketRowProps) {
  const t = useTranslations('agent')
  const isMarked = marks.isEmergency || marks.hasHeadStart || marks.isTransferred || marks.heldUntil !== null
  const noPaper = ticket.print === 'print_failed'
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-haspopup="dialog"
        {...usePress(() => onOpen(ticket.id), DOUBLE_TAP_MS)}
        className={`flex min-h-14 w-full items-center gap-4 px-5 py-1.5 max-sm:gap-3 max-sm:px-4 text-left -outline-offset-4 active:bg-green-pale ${isNext ? 'bg-green-tint' : ''}`}
      >
        <span
          className={`min-w-20 max-sm:min-w-16 ${isNext ? 'font-extrabold text-2xl text-green' : 'font-bold text-xl'}`}
        >
          {ticket.number}
        </span>
        <span className="min-w-0 flex-1 leading-tight">
          <span className="line-clamp-2">{service}</span>
          {isMarked && (
            <span className="mt-1 flex flex-wrap gap-1.5">
              <TicketBadges marks={marks} timeZone={timeZone} />
            </span>
          )}
          {noPaper && <span className="block text-gold-ink">{t('noPaper')}</span>}
        </span>
        <span className="shrink-0 text-ink-soft tabular">{moment}</span>
      </button>
    </li>
  )
})

/** How long it has waited, or when it ended. */
function momentOf(ticket: Ticket, now: InstantMs, timeZone: string): string {
  if ('closedAt' in ticket) return clockTime(ticket.closedAt, timeZone)
  return minutesText(now - ticket.checkedInAt)
}
