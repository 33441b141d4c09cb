'use client'

import { ActionBar } from './action-bar'
import type { AgentPost, AgentProps } from './agent-types'
import { CurrentCard } from './current-card'
import { Messages } from './messages'
import { QueuePanel } from './queue-panel'
import { useActionKeys } from './use-action-keys'

/** A station at work: the current ticket, the queue beside it, and one button that says what comes next. */
export function Workplace(props: AgentProps & { post: AgentPost }) {
  useActionKeys(props)
  return (
    <>
      <Messages {...props} />
      <main className="grid min-h-0 flex-1 gap-4 p-4 sm:px-6 lg:grid-cols-[minmax(0,62fr)_minmax(0,38fr)] lg:gap-6">
        <CurrentCard {...props} />
        <QueuePanel {...props} />
      </main>
      <ActionBar {...props} />
    </>
  )
}
