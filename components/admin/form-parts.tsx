'use client'

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { InfoIcon } from '@/components/ui/icons'
import type { Form, FormProblem } from './use-form'

/** What stands in the line of this name. */
export type TypedIn = (name: string) => string

type FormBodyProps = { form: Form; onSubmit: (typedIn: TypedIn) => void; children: ReactNode }

/** A form that Enter sends, from any of its lines. What was wrong stands on top, where the reader goes back to. */
export function FormBody({ form, onSubmit, children }: FormBodyProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    onSubmit(name => String(fields.get(name) ?? ''))
  }
  return (
    <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-5">
      {form.problem !== null && <Problem problem={form.problem} />}
      {children}
    </form>
  )
}

function Problem({ problem }: { problem: FormProblem }) {
  const t = useTranslations('signIn')
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which React would take for what undoes the effect, and call.
    void line.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div
      ref={line}
      role="alert"
      className="flex gap-4 rounded-2xl border-alert border-l-8 bg-alert-tint px-5 py-4 text-alert text-lg"
    >
      <InfoIcon className="mt-0.5 size-6" />
      <p>{problem === 'different' ? t('different') : t(`problem.${problem}`)}</p>
    </div>
  )
}

/**
 * Says how long to wait, when it must be waited; a reader hears it when he comes to the button, not every second. Off until
 * the program is there: the browser would send the form by itself, and nothing would come of it.
 */
export function SubmitButton({ form, children }: { form: Form; children: ReactNode }) {
  const t = useTranslations('signIn')
  const isWaiting = form.waitMs > 0
  return (
    <button
      type="submit"
      disabled={!form.isLive}
      aria-disabled={isWaiting}
      aria-busy={form.isBusy}
      className="min-h-16 rounded-2xl bg-green px-7 font-bold text-white text-xl shadow-[0_2px_0_var(--color-green-deep)] transition-colors hover:bg-green-lit active:bg-green-deep aria-disabled:bg-ground aria-disabled:text-ink-soft aria-disabled:shadow-none aria-disabled:ring-2 aria-disabled:ring-line aria-disabled:ring-inset aria-busy:opacity-80"
    >
      <span className="tabular">
        {isWaiting ? t('again', { time: timeLeft(form.waitMs, t) }) : form.isBusy ? t('working') : children}
      </span>
    </button>
  )
}

function timeLeft(waitMs: number, t: ReturnType<typeof useTranslations<'signIn'>>): string {
  const seconds = Math.ceil(waitMs / 1000)
  if (seconds <= 90) return t('seconds', { count: String(seconds) })
  return t('minutes', { count: String(Math.ceil(seconds / 60)) })
}
