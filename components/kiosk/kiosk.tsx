'use client'

import { useEffect, useEffectEvent, useReducer, useRef, useState } from 'react'
import { DayDoubtNotice } from '@/components/device/day-doubt-notice'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { Busy, OnBusyChange } from '@/lib/client/busy'
import { useCodeCamera } from '@/lib/client/use-code-camera'
import { KIOSK_TEXTS } from '@/lib/i18n/kiosk-texts'
import { useAccess } from './access/use-access'
import { IdleWarning } from './idle-warning'
import { type KioskMove, kioskFlow, welcome } from './kiosk-flow'
import { KioskScreen } from './kiosk-screen'
import { isBegun, warningSeconds } from './kiosk-times'
import type { KioskProps } from './kiosk-types'
import { CornerLater } from './staff/corner-later'
import { StaffDoorProvider } from './staff/staff-door'
import { useCheckIn } from './use-check-in'
import { useCodeCheck } from './use-code-check'
import { useTicks } from './use-ticks'
import { useTouches } from './use-touches'
import { useTypedKeys } from './use-typed-keys'

/** The whole kiosk: holds the flow of one visit, and gives it time, keys and touches. */
export function Kiosk(props: KioskProps) {
  const { catalogue, today, dayDoubt } = props
  const [state, dispatch] = useReducer(kioskFlow, null, () => welcome(today, 0))
  const send = (move: KioskMove) => dispatch({ ...move, at: performance.now() })
  const now = useTicks(at => dispatch({ type: 'ticked', at, today }))
  const warning = warningSeconds(state, now)

  useCodeCheck(state, dispatch, props.checkCode)
  const take = useCheckIn(state, dispatch, props.checkIn)
  const [isStaff, setStaff] = useState(false)
  // Whoever's visit it was, staff do not go on with it.
  const openCorner = () => {
    send({ type: 'started_over', today })
    setStaff(true)
  }
  const screen = useRef<HTMLDivElement>(null)
  const moment = { state, isWarned: warning !== null, door: props.door(null) }
  useAccess({ screen, moment, isActive: !dayDoubt && !isStaff, send, onSay: props.onSay })
  const camera = useCodeCamera()
  useTouches(() => send({ type: 'touched' }))
  const isClosed = state.step === 'welcome' && moment.door !== null
  useTypedKeys(!isClosed && !dayDoubt && !isStaff, send)
  useBusy(isStaff ? 'work' : isBegun(state) ? 'visit' : null, props.onBusyChange)
  // The accessibility mode brings its own.
  useWarningSound(warning !== null && !state.isAccessible, props.onIdleWarning)

  return (
    <LanguageProvider language={state.language} timeZone={catalogue.center.timeZone} texts={KIOSK_TEXTS}>
      <div
        ref={screen}
        lang={state.language}
        className={`touch-safe fixed inset-0 overflow-hidden bg-ground text-ink print:hidden ${state.isAccessible ? 'kiosk-access' : ''}`}
      >
        {dayDoubt ? (
          <main className="grid h-full place-items-center p-[max(16px,4vmin)]">
            <DayDoubtNotice doubt={dayDoubt} language={null} onConfirm={props.onConfirmDay} />
          </main>
        ) : isStaff ? (
          <CornerLater
            {...props}
            timeZone={catalogue.center.timeZone}
            language={state.language}
            onClose={() => setStaff(false)}
          />
        ) : (
          <StaffDoorProvider value={openCorner}>
            <KioskScreen {...props} {...{ state, camera, send }} onTake={take} />
          </StaffDoorProvider>
        )}
        {warning !== null && !dayDoubt && (
          <IdleWarning seconds={warning} onContinue={() => send({ type: 'touched' })} />
        )}
      </div>
    </LanguageProvider>
  )
}

/** Says once, at each change, what is under way. */
function useBusy(busy: Busy, onBusyChange: OnBusyChange): void {
  const tell = useEffectEvent(onBusyChange)
  useEffect(() => {
    tell(busy)
  }, [busy])
}

function useWarningSound(warning: boolean, onIdleWarning: () => void): void {
  const sound = useEffectEvent(onIdleWarning)
  useEffect(() => {
    if (warning) sound()
  }, [warning])
}
