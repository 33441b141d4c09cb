'use client'

import { LanguageProvider } from '@/components/ui/language-provider'
import { DISPLAY_TEXTS } from '@/lib/i18n/display-texts'
import { DisplayHeader } from './display-header'
import { aloneSince, burnInShift, isQuiet } from './display-rules'
import type { DisplayProps } from './display-types'
import { LastCall } from './last-call'
import { QuietHall } from './quiet-hall'
import { RecentCalls } from './recent-calls'
import { SoundEnabler } from './sound-enabler'
import { WaitingBar } from './waiting-bar'

/** The screen of the hall: the last call, the ones before it, and what is waiting. Read from across the room. */
export function Display(props: DisplayProps) {
  const { catalogue, hall, status, now, calls, waiting } = props
  const { timeZone } = catalogue.center
  const { x, y } = burnInShift(now)
  const alone = aloneSince(status, now)
  const [last, ...earlier] = calls
  return (
    <LanguageProvider language="fr" timeZone={timeZone} texts={DISPLAY_TEXTS}>
      <main
        style={{ transform: `translate(${x}px, ${y}px)` }}
        className="touch-safe fixed -inset-0.5 grid overflow-hidden bg-ground print:hidden landscape:grid-cols-[70%_minmax(0,1fr)] landscape:grid-rows-[auto_minmax(0,1fr)_auto] portrait:grid-rows-[auto_minmax(0,1.15fr)_minmax(0,1fr)_auto]"
      >
        <DisplayHeader {...props} aloneSince={alone} />
        {last && !isQuiet(hall, calls, now) ? (
          <>
            <LastCall call={last} now={now} dimmed={alone !== null} timeZone={timeZone} />
            <RecentCalls calls={earlier} now={now} dimmed={alone !== null} timeZone={timeZone} />
          </>
        ) : (
          <QuietHall hall={hall} services={catalogue.services} />
        )}
        <WaitingBar
          services={catalogue.services}
          waiting={waiting}
          messages={catalogue.messages ?? []}
          now={now}
          hasGuidance={hall.kind === 'open' || hall.kind === 'finishing'}
          timeZone={timeZone}
        />
        {props.soundBlocked && <SoundEnabler onPress={props.onEnableSound} />}
      </main>
    </LanguageProvider>
  )
}
