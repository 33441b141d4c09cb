'use client'

import { useEffect, useEffectEvent } from 'react'
import type { KioskMove } from './kiosk-flow'

/**
 * A physical keyboard, or a scanner that types like one and ends with Enter.
 *
 * @param active true while the code is asked for. Enter on a focused button stays that button's own.
 */
export function useTypedKeys(active: boolean, send: (move: KioskMove) => void): void {
  const sendNow = useEffectEvent(send)
  useEffect(() => {
    if (!active) return
    function onKeyDown({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) {
      if (ctrlKey || metaKey || altKey) return
      if (key !== 'Enter') return sendNow({ type: 'key_typed', key })
      if (!(target instanceof HTMLButtonElement)) sendNow({ type: 'code_entered' })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [active])
}
