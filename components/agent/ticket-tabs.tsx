'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import type { Ticket } from '@/lib/domain/ticket'
import type { AgentProps } from './agent-types'
import { TicketList } from './ticket-list'

const TABS = ['waiting', 'absent', 'done'] as const
type Tab = (typeof TABS)[number]

const LABELS = { waiting: 'tabWaiting', absent: 'tabAbsent', done: 'tabDone' } as const
const EMPTY = { waiting: 'emptyWaiting', absent: 'emptyAbsent', done: 'emptyDone' } as const

/** The three lists. A list is only looked at: a tap here never calls. */
export function TicketTabs({ catalogue, waiting, absent, done, now }: AgentProps) {
  const t = useTranslations('agent')
  const id = useId()
  const [tab, choose] = useState<Tab>('waiting')
  const lists: Record<Tab, readonly Ticket[]> = { waiting, absent, done }
  return (
    <>
      <div role="tablist" aria-label={t('tabs')} className="flex gap-1 border-line border-b px-3 pt-2">
        {TABS.map(each => (
          <TabButton key={each} id={`${id}-${each}`} selected={each === tab} onPress={() => choose(each)}>
            {t(LABELS[each])} <span className="tabular">{lists[each].length}</span>
          </TabButton>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: reason: a list that scrolls must be reached by the keyboard too */}
      <div role="tabpanel" tabIndex={0} aria-labelledby={`${id}-${tab}`} className="min-h-60 flex-1 overflow-auto">
        {lists[tab].length === 0 ? (
          <p className="px-5 py-6 text-ink-soft text-lg">{t(EMPTY[tab])}</p>
        ) : (
          <TicketList catalogue={catalogue} tickets={lists[tab]} now={now} />
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
      className={`min-h-12 border-b-4 px-3 text-lg ${shade}`}
    >
      {children}
    </button>
  )
}
