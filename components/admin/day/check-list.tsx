'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { CheckIcon, InfoIcon, UrgentIcon } from '@/components/ui/icons'
import type { CheckState } from '@/lib/domain/day-checklist'

export type CheckLine = {
  readonly id: string
  readonly state: CheckState
  readonly label: string
  /** How it is. */
  readonly text: ReactNode
  /** What somebody should do about it. */
  readonly next?: string | undefined
}

const LOOKS: Record<CheckState, { readonly Sign: typeof CheckIcon; readonly look: string }> = {
  done: { Sign: CheckIcon, look: 'text-green' },
  todo: { Sign: UrgentIcon, look: 'text-gold-ink' },
  look: { Sign: InfoIcon, look: 'text-ink-soft' },
}

/** Lines that are checked by themselves, as the day goes on. Sign, word and colour. */
export function CheckList({ lines }: { lines: readonly CheckLine[] }) {
  const t = useTranslations('day.check')
  return (
    <ul className="flex flex-col divide-y divide-line">
      {lines.map(({ id, state, label, text, next }) => {
        const { Sign, look } = LOOKS[state]
        return (
          <li key={id} className="grid grid-cols-[auto_1fr] gap-x-3 py-2.5 leading-snug sm:grid-cols-[auto_14rem_1fr]">
            <span className={`flex w-28 items-center gap-2 self-start font-semibold ${look}`}>
              <Sign className="size-5" />
              {t(state)}
            </span>
            <strong className="font-semibold">{label}</strong>
            <div className="max-sm:col-span-2">
              {text}
              {next !== undefined && <p className="text-ink-soft">{next}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
