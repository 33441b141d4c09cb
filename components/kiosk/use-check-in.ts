'use client'

import { useRef } from 'react'
import type { CheckInWish, KioskAnswer } from '@/lib/client/kiosk-desk'
import { type KioskAction, type KioskState, kioskFlow } from './kiosk-flow'

const SEE_STAFF: KioskAnswer = { kind: 'refused', code: 'not_durable' }

/**
 * "Take my ticket": asks once, whatever the fingers do, and gives the answer to the flow. A fault while asking means
 * that nobody knows whether a ticket is safe, so the visitor is sent to staff.
 */
export function useCheckIn(
  state: KioskState,
  dispatch: (action: KioskAction) => void,
  checkIn: (wish: CheckInWish) => Promise<KioskAnswer>,
): () => void {
  const underWay = useRef(false)

  async function ask(wish: CheckInWish): Promise<void> {
    underWay.current = true
    try {
      const answer = await checkIn(wish).catch(() => SEE_STAFF)
      dispatch({ type: 'answered', answer, at: performance.now() })
    } finally {
      underWay.current = false
    }
  }

  return function take() {
    const wanted: KioskAction = { type: 'ticket_wanted', at: performance.now() }
    const next = kioskFlow(state, wanted)
    if (next.step !== 'issuing' || underWay.current) return
    dispatch(wanted)
    const { code, service, language, isVulnerable, foretold } = next
    void ask({ code, service, language, isVulnerable, foretold })
  }
}
