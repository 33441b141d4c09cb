'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DataTable, type TableColumn } from '@/components/admin/ui/data-table'
import { SwitchInput } from '@/components/admin/ui/switch-input'
import type { CenterWords } from '@/components/agent/center-words'
import type { FloorTicket } from '@/lib/domain/floor'
import type { TicketId } from '@/lib/domain/ids'
import type { TicketState } from '@/lib/domain/ticket'
import { minutesText } from '@/lib/i18n/formats'
import { FloorCard } from './floor-card'
import { Lasting } from './floor-time'

/** As many rows as somebody would look through; a search finds the others. */
const ROWS_MOST = 60

const LIVE: ReadonlySet<TicketState> = new Set(['waiting', 'called', 'serving', 'parked'])

type FloorQueueProps = {
  tickets: readonly FloorTicket[]
  words: CenterWords
  onOpen: (ticket: TicketId) => void
}

/** The tickets of today: who waits and who is at a station; all others by a touch, or by their number. */
export function FloorQueue({ tickets, words, onOpen }: FloorQueueProps) {
  const t = useTranslations('floor')
  const [typed, setTyped] = useState('')
  const [isAll, setAll] = useState(false)
  const columns = useColumns(words)
  const wanted = typed.replace(/\s/g, '').toUpperCase()
  const found = useMemo(
    () => tickets.filter(({ number, state }) => (wanted === '' ? isAll || LIVE.has(state) : number.startsWith(wanted))),
    [tickets, wanted, isAll],
  )
  return (
    <FloorCard
      title={t('queue')}
      note={found.length > ROWS_MOST ? t('only', { shown: String(ROWS_MOST), count: String(found.length) }) : undefined}
      action={
        <div className="flex flex-wrap items-center gap-4">
          <SwitchInput label={t('all')} isOn={isAll} onChange={setAll} />
          <SearchNumber value={typed} onChange={setTyped} />
        </div>
      }
    >
      <DataTable
        label={t('queue')}
        items={found.slice(0, ROWS_MOST)}
        keyOf={({ id }) => id}
        columns={columns}
        hasFilter={false}
        onOpen={({ id }) => onOpen(id)}
        empty={wanted === '' ? t('queueEmpty') : t('noMatch')}
      />
    </FloorCard>
  )
}

function useColumns(words: CenterWords): readonly TableColumn<FloorTicket>[] {
  const t = useTranslations('floor')
  return [
    { id: 'number', label: t('number'), cell: ({ number }) => <strong>{number}</strong>, value: each => each.number },
    { id: 'service', label: t('service'), cell: each => words.service(each.service) },
    { id: 'state', label: t('state'), cell: each => t(`ticketState.${each.state}`) },
    { id: 'waited', label: t('waited'), cell: each => <Waited ticket={each} />, value: each => each.since },
    { id: 'mark', label: t('mark'), cell: each => <Mark mark={each.mark} /> },
    { id: 'station', label: t('at'), cell: each => (each.station === null ? '' : words.station(each.station)) },
  ]
}

function Waited({ ticket: { since, until } }: { ticket: FloorTicket }) {
  return <span className="tabular">{until === null ? <Lasting since={since} /> : minutesText(until - since)}</span>
}

function Mark({ mark }: { mark: FloorTicket['mark'] }) {
  const t = useTranslations('floor')
  if (mark === null) return null
  if (mark === 'emergency') return <strong className="text-alert">{t('emergency')}</strong>
  return (
    <strong className="rounded bg-gold-tint px-2 text-gold-ink" title={t('priorityLong')}>
      {t('priority')}
    </strong>
  )
}

function SearchNumber({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('floor')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <label className="flex items-center gap-3 font-semibold">
      {t('search')}
      <input
        ref={field}
        type="search"
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
        placeholder={t('searchHelp')}
        autoComplete="off"
        aria-keyshortcuts="/"
        className="min-h-11 w-56 rounded-lg border-2 border-line-strong bg-surface px-3 font-normal placeholder:text-ink-soft"
      />
    </label>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
