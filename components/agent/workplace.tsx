'use client'

import { useState } from 'react'
import type { TicketId } from '@/lib/domain/ids'
import { ActionBar } from './action-bar'
import type { AgentPost, AgentProps } from './agent-types'
import { BreakSheet, WalkInSheet } from './aside-sheets'
import { CenterNotice } from './center-notice'
import { CurrentCard } from './current-card'
import type { DeskSheetPart } from './desk-buttons'
import { FindSheet } from './find-sheet'
import { HelpSheet } from './help-sheet'
import { Messages } from './messages'
import { isBetween } from './post-actions'
import { QueuePanel } from './queue-panel'
import { StationSheet, type StationSheetPart } from './station-sheet'
import { TicketSheet } from './ticket-sheet'
import { useActionKeys } from './use-action-keys'

/** A station at work: the current ticket, the queue beside it, and one button that says what comes next. */
export function Workplace(props: AgentProps & { post: AgentPost }) {
  const [opened, open] = useState<TicketId | null>(null)
  const [part, choose] = useState<StationSheetPart | null>(null)
  const [desk, openDesk] = useState<DeskSheetPart | null>(null)
  const ticket = opened && props.ticketOf(opened)
  // The citizen has left the station meanwhile: there is nothing to choose any more.
  const choosing = props.current && part
  // Likewise when somebody was called meanwhile, on the other half of a lost conflict.
  const between = isBetween(props.post, props.current?.ticket ?? null)
  const looking = between || desk === 'find' || desk === 'help' ? desk : null
  function openFound(id: TicketId) {
    openDesk(null)
    open(id)
  }
  useActionKeys({ ...props, isSheetOpen: Boolean(ticket ?? choosing ?? looking), onChoose: choose, onDesk: openDesk })
  return (
    <>
      <Messages {...props} />
      <CenterNotice {...props} />
      <main className="grid min-h-0 flex-1 peer-data-shown:hidden gap-4 p-4 sm:px-6 lg:grid-cols-[minmax(0,62fr)_minmax(0,38fr)] lg:gap-6">
        <CurrentCard {...props} onOpen={open} />
        <QueuePanel {...props} onOpen={open} onDesk={openDesk} />
      </main>
      <ActionBar {...props} onChoose={choose} onDesk={openDesk} />
      {ticket && <TicketSheet {...props} ticket={ticket} onClose={() => open(null)} />}
      {!ticket && looking === 'help' && <HelpSheet {...props} onClose={() => openDesk(null)} />}
      {!ticket && looking === 'find' && <FindSheet {...props} onOpen={openFound} onClose={() => openDesk(null)} />}
      {!ticket && looking === 'break' && <BreakSheet {...props} onClose={() => openDesk(null)} />}
      {!ticket && looking === 'walk_in' && <WalkInSheet {...props} onClose={() => openDesk(null)} />}
      {!ticket && props.current && choosing && (
        <StationSheet {...props} current={props.current} part={choosing} onClose={() => choose(null)} />
      )}
    </>
  )
}
