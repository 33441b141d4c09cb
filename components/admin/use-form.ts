'use client'

import { useEffect, useState } from 'react'
import type { FormOutcome } from '@/lib/client/people'
import type { DurationMs, InstantMs } from '@/lib/domain/ids'

/** Why a form was not taken: what the server told, or what the form knows by itself. */
export type FormProblem = Extract<FormOutcome, { ok: false }>['problem'] | 'different'

export type Form = {
  /** The program is there, and not only the page that the server drew. */
  readonly isLive: boolean
  readonly isBusy: boolean
  readonly problem: FormProblem | null
  /** Until it may be sent again; 0 at once. */
  readonly waitMs: DurationMs
  send(work: () => Promise<FormOutcome>, done: () => void): Promise<void>
  refuse(problem: FormProblem): void
}

/** A form that is sent once at a time, says what was wrong, and waits when it is told to. */
export function useForm(): Form {
  const [isLive, setLive] = useState(false)
  useEffect(() => setLive(true), [])
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const [until, setUntil] = useState<InstantMs>(0)
  const waitMs = useTimeLeft(until)

  async function send(work: () => Promise<FormOutcome>, done: () => void) {
    if (isBusy || waitMs > 0) return
    setBusy(true)
    setProblem(null)
    const outcome = await work()
    // What follows leads to another page: until it is there, the form stays busy.
    if (outcome.ok) return done()
    setBusy(false)
    setProblem(outcome.problem)
    setUntil(Date.now() + outcome.retryAfterMs)
  }
  return { isLive, isBusy, problem, waitMs, send, refuse: setProblem }
}

/** Counts down to an instant, second by second. */
function useTimeLeft(until: InstantMs): DurationMs {
  const [now, setNow] = useState<InstantMs>(0)
  useEffect(() => {
    setNow(Date.now())
    if (until <= Date.now()) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if (until <= Date.now()) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [until])
  return now === 0 ? 0 : Math.max(0, until - now)
}
