import type { ReactNode } from 'react'

const TONES = {
  on: 'bg-green-tint text-green-deep',
  wait: 'bg-gold-tint text-gold-ink',
  off: 'bg-ground text-ink-soft',
} as const

/** A state in a word, and never by its colour alone. */
export function StatusMark({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  return (
    <span className={`inline-block whitespace-nowrap rounded-full px-3 py-0.5 font-semibold ${TONES[tone]}`}>
      {children}
    </span>
  )
}
