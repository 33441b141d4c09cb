'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

type ChoiceListProps = { title: string; note?: string; children: ReactNode }

/** Named buttons, one touch each: an agent types nothing. */
export function ChoiceList({ title, note, children }: ChoiceListProps) {
  return (
    <section aria-label={title}>
      <h3 className="font-bold text-xl leading-tight">{title}</h3>
      {note !== undefined && <p className="mt-1 text-ink-soft text-lg">{note}</p>}
      <div className="mt-3 grid gap-3 sm:grid-cols-2">{children}</div>
    </section>
  )
}

type ChoiceProps = { onPress: () => void; disabled?: boolean; children: ReactNode }

export function Choice({ onPress, disabled = false, children }: ChoiceProps) {
  return (
    <Button tone="secondary" disabled={disabled} onPress={onPress} className="min-h-16 justify-start text-left">
      {children}
    </Button>
  )
}
