'use client'

import { DayDoubtNotice, ReadOnlyNotice } from '@/components/ui/blocked-notice'
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
      <div lang={language} className="flex min-h-dvh flex-col bg-ground lg:h-dvh print:hidden">
        <AgentHeader {...props} />
        {props.blocked !== 'none' ? (
          <BlockedPost {...props} />
        ) : post ? (
          <Workplace {...props} post={post} />
        ) : (
          <SignOn {...props} />
        )}
      </div>
    </LanguageProvider>
  )
}

function BlockedPost({ blocked, language, onConfirmDay }: AgentProps) {
  return (
    <main className="grid flex-1 place-items-center p-6">
      {typeof blocked === 'object' ? (
        <DayDoubtNotice day={blocked.dayDoubt} language={language} onConfirm={onConfirmDay} />
      ) : (
        <ReadOnlyNotice />
      )}
    </main>
  )
}
