'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { TicketId } from '@/lib/domain/ids'
import type { Ticket } from '@/lib/domain/ticket'
import type { AgentProps } from './agent-types'
import { TicketList } from './ticket-list'

const TABS = ['waiting', 'parked', 'absent', 'done'] as const
type Tab = (typeof TABS)[number]

const LABELS = { waiting: 'tabWaiting', parked: 'tabParked', absent: 'tabAbsent', done: 'tabDone' } as const
const EMPTY = { waiting: 'emptyWaiting', parked: 'emptyParked', absent: 'emptyAbsent', done: 'emptyDone' } as const

type TicketTabsProps = AgentProps & { onOpen: (id: TicketId) => void }

/** The four lists. */
export function TicketTabs({ catalogue, rules, waiting, parked, absent, done, now, onOpen }: TicketTabsProps) {
  const t = useTranslations('agent')
  const id = useId()
  const [tab, choose] = useState<Tab>('waiting')
  const lists: Record<Tab, readonly Ticket[]> = { waiting, parked, absent, done }
  const shown = lists[tab]
  return (
    <>
      <div role="tablist" aria-label={t('tabs')} className="grid grid-cols-4 border-line border-b px-2 pt-1">
        {TABS.map(each => (
          <TabButton key={each} id={`${id}-${each}`} selected={each === tab} onPress={() => choose(each)}>
            <span className="block font-bold text-xl tabular leading-tight">{lists[each].length}</span>{' '}
            <span className="block text-[0.95rem] leading-tight">{t(LABELS[each])}</span>
          </TabButton>
        ))}
      </div>
      <div role="tabpanel" aria-labelledby={`${id}-${tab}`} className="min-h-60 flex-1 overflow-auto lg:min-h-14">
        {shown.length === 0 ? (
          <p className="px-5 py-6 text-ink-soft text-lg">{t(EMPTY[tab])}</p>
        ) : (
          <TicketList catalogue={catalogue} rules={rules} tickets={shown} now={now} onOpen={onOpen} />
        )}
      </div>
    </>
  )
}

type TabButtonProps = { id: string; selected: boolean; onPress: () => void; children: React.ReactNode }

function TabButton({ id, selected, onPress, children }: TabButtonProps) {
  const shade = selected ? 'border-green font-bold text-green' : 'border-transparent font-medium text-ink-soft'
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={selected}
      {...usePress(onPress, DOUBLE_TAP_MS)}
      className={`flex min-h-14 flex-col items-center justify-start border-b-4 px-1 py-1.5 text-center -outline-offset-4 ${shade}`}
    >
      {children}
    </button>
  )
}
