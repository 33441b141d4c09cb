'use client'

import { useState } from 'react'
import type { StaffOutcome, StaffRefusal } from '@/lib/client/staff-access'
import { useNow } from '@/lib/client/use-now'
import type { InstantMs } from '@/lib/domain/ids'

export type PinProblem =
  | 'pin_wrong'
  | 'pin_too_soon'
  | 'pin_erased'
  | 'pin_length'
  | 'pin_trivial'
  | 'pin_different'
  | 'store_unavailable'
  | 'signed_out'
  | 'other'

export type PinEntry = {
  readonly isBusy: boolean
  readonly problem: PinProblem | null
  /** Until digits are taken again; 0 at once. */
  readonly waitSeconds: number
  readonly send: (work: () => StaffOutcome) => void
  readonly refuse: (problem: PinProblem | null) => void
}

/** Digits that are tried once at a time: what was wrong with them, and how long to wait. */
export function usePinEntry(): PinEntry {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<PinProblem | null>(null)
  const [until, setUntil] = useState<InstantMs>(0)
  const now = useNow()
  const waitSeconds = Math.max(0, Math.ceil((until - now) / 1000))

  async function send(work: () => StaffOutcome): Promise<void> {
    if (isBusy || waitSeconds > 0) return
    setBusy(true)
    setProblem(null)
    try {
      const outcome = await work()
      if (outcome.ok) return
      setProblem(problemOf(outcome.refusal))
      if ('waitMs' in outcome.refusal && outcome.refusal.waitMs > 0) setUntil(Date.now() + outcome.refusal.waitMs)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, problem, waitSeconds, send: work => void send(work), refuse: setProblem }
}

function problemOf({ code }: StaffRefusal): PinProblem {
  switch (code) {
    case 'pin_wrong':
    case 'pin_too_soon':
    case 'pin_erased':
    case 'pin_length':
    case 'pin_trivial':
    case 'store_unavailable':
    case 'signed_out':
      return code
    default:
      return 'other'
  }
}
