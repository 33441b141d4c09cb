'use client'

import { DayDoubtNotice } from '@/components/ui/blocked-notice'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { ServiceDay } from '@/lib/domain/ids'
import { AgentHeader } from './agent-header'
import type { AgentProps } from './agent-types'
import { SignOn } from './sign-on'
import { Workplace } from './workplace'

/** The whole tablet of an agent: sign on, then the station. */
export function Agent(props: AgentProps) {
  const { catalogue, language, post } = props
  return (
    <LanguageProvider language={language} timeZone={catalogue.center.timeZone}>
      <div lang={language} className="flex min-h-full flex-col bg-ground lg:h-full print:hidden">
        <AgentHeader {...props} />
        {props.doubtedDay ? (
          <DoubtedDay {...props} day={props.doubtedDay} />
        ) : post ? (
          <Workplace {...props} post={post} />
        ) : (
          <SignOn {...props} />
        )}
      </div>
    </LanguageProvider>
  )
}

function DoubtedDay({ day, language, onConfirmDay }: AgentProps & { day: ServiceDay }) {
  return (
    <main className="grid flex-1 place-items-center p-6">
      <DayDoubtNotice day={day} language={language} onConfirm={onConfirmDay} />
    </main>
  )
}
