'use client'

import { DayDoubtNotice } from '@/components/device/day-doubt-notice'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { Catalogue } from '@/lib/domain/catalogue'
import type { AgentId } from '@/lib/domain/ids'
import { AGENT_TEXTS } from '@/lib/i18n/agent-texts'
import { AgentHeader } from './agent-header'
import type { AgentProps } from './agent-types'
import { LockScreen } from './lock-screen'
import { PinDue } from './pin-due'
import { PasswordDue } from './sign-in-form'
import { SignOn } from './sign-on'
import { WorkplaceLater } from './workplace-later'

/** The whole tablet of an agent: who is here, then his station. */
export function Agent(props: AgentProps) {
  const { catalogue, language } = props
  return (
    <LanguageProvider language={language} timeZone={catalogue.center.timeZone} texts={AGENT_TEXTS}>
      <div lang={language} className="flex min-h-full flex-col bg-ground lg:h-full print:hidden">
        <AgentHeader {...props} />
        {props.dayDoubt ? (
          <main className="grid flex-1 place-items-center p-6">
            <DayDoubtNotice doubt={props.dayDoubt} language={language} onConfirm={props.onConfirmDay} />
          </main>
        ) : (
          <Attended {...props} />
        )}
      </div>
    </LanguageProvider>
  )
}

/** What is seen of the center's work depends on who is there. */
function Attended(props: AgentProps) {
  const { staff, post, catalogue } = props
  const { state } = staff
  switch (state.kind) {
    case 'opening':
      return null
    case 'locked':
      return <LockScreen {...props} />
    case 'password_due':
      return <PasswordDue staff={staff} employeeId={memberOf(catalogue, state.agent)?.employeeId ?? ''} />
    case 'pin_due':
      return <PinDue staff={staff} isKnown={state.isKnown} name={memberOf(catalogue, state.agent)?.firstName ?? ''} />
    case 'open':
      return post ? <WorkplaceLater {...props} post={post} /> : <SignOn {...props} />
  }
}

function memberOf({ agents }: Catalogue, agent: AgentId) {
  return agents.find(({ id }) => id === agent)
}
