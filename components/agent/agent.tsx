'use client'

import { DayDoubtNotice } from '@/components/device/day-doubt-notice'
import { LanguageProvider } from '@/components/ui/language-provider'
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
        {props.dayDoubt ? (
          <main className="grid flex-1 place-items-center p-6">
            <DayDoubtNotice doubt={props.dayDoubt} language={language} onConfirm={props.onConfirmDay} />
          </main>
        ) : post ? (
          <Workplace {...props} post={post} />
        ) : (
          <SignOn {...props} />
        )}
      </div>
    </LanguageProvider>
  )
}
