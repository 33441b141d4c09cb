'use client'

import { type MouseEvent, type PointerEvent, useRef } from 'react'
import type { DurationMs } from '@/lib/domain/ids'

/** A finger may leave the button by this much and still mean it. */
const SLOP_PX = 12

/** A second tap within this time is a double tap, not a decision. */
export const DOUBLE_TAP_MS: DurationMs = 400

/**
 * Handlers for a button that acts when the finger is lifted inside it (a finger that slides away changes its mind), and
 * on Enter and Space.
 *
 * @param quietMs how long after acting the button takes no further press; 0 for keys that are typed in a row.
 */
export function usePress(onPress: () => void, quietMs: DurationMs) {
  const pointer = useRef<number | null>(null)
  const actedAt = useRef(Number.NEGATIVE_INFINITY)

  function act(at: number) {
    if (at - actedAt.current < quietMs) return
    actedAt.current = at
    onPress()
  }

  return {
    onPointerDown(event: PointerEvent<HTMLButtonElement>) {
      if (event.button !== 0 || !event.isPrimary) return
      pointer.current = event.pointerId
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerUp(event: PointerEvent<HTMLButtonElement>) {
      const pressed = pointer.current === event.pointerId
      pointer.current = null
      if (pressed && isInside(event)) act(event.timeStamp)
    },
    onPointerCancel() {
      pointer.current = null
    },
    /** A click without a pointer: from the keyboard, a switch or a screen reader. */
    onClick(event: MouseEvent<HTMLButtonElement>) {
      if (event.detail === 0) act(event.timeStamp)
    },
  }
}

function isInside({ clientX, clientY, currentTarget }: PointerEvent<HTMLButtonElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  const acrossX = clientX >= left - SLOP_PX && clientX <= right + SLOP_PX
  return acrossX && clientY >= top - SLOP_PX && clientY <= bottom + SLOP_PX
}
