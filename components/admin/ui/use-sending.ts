'use client'

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { ConsoleOutcome } from '@/lib/client/console'
import { type ConsoleRefusal, useProblemWords } from './problem-words'

export type Sending = {
  readonly form: RefObject<HTMLFormElement | null>
  readonly isBusy: boolean
  readonly refusal: ConsoleRefusal | null
  /** What is wrong with which field, as a form of the library takes it. */
  readonly fieldErrors: Record<string, string>
  send<Answer>(work: () => Promise<ConsoleOutcome<Answer>>, done: (answer: Answer) => void): Promise<void>
}

/** Sends one thing at a time. After a refusal the focus is at the field that it is about. */
export function useSending(): Sending {
  const form = useRef<HTMLFormElement>(null)
  const words = useProblemWords()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ConsoleRefusal | null>(null)
  const message = refusal?.field ? words.field(refusal) : ''
  const fieldErrors = useMemo(
    (): Record<string, string> => (refusal?.field ? { [refusal.field]: message } : {}),
    [refusal, message],
  )
  useEffect(() => {
    if (refusal?.field)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button')?.focus()
  }, [refusal])

  async function send<Answer>(work: () => Promise<ConsoleOutcome<Answer>>, done: (answer: Answer) => void) {
    if (isBusy) return
    setBusy(true)
    const outcome = await work()
    setBusy(false)
    setRefusal(outcome.ok ? null : outcome)
    if (outcome.ok) done(outcome.value)
  }
  return { form, isBusy, refusal, fieldErrors, send }
}
