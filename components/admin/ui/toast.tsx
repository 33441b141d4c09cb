'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CheckIcon, CrossIcon } from '@/components/ui/icons'
import type { DurationMs } from '@/lib/domain/ids'

const SHOWN_MS: DurationMs = 8_000

const Tell = createContext<(text: string) => void>(() => undefined)

/** Says that something was done, at the lower edge, and waits for nobody. */
export function useTell(): (text: string) => void {
  return useContext(Tell)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string } | null>(null)
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <Tell.Provider value={text => setSaid({ text })}>
      {children}
      <Toast text={said?.text ?? null} onDismiss={() => setSaid(null)} />
    </Tell.Provider>
  )
}

/** The region is always there: a reader hears what comes into it, not one that appears with its text. */
function Toast({ text, onDismiss }: { text: string | null; onDismiss: () => void }) {
  const t = useTranslations('console')
  return (
    <div
      role="status"
      aria-label={t('news')}
      className="pointer-events-none fixed inset-x-3 bottom-4 z-30 grid place-items-center"
    >
      {text !== null && (
        <div className="pointer-events-auto flex animate-enter items-center gap-3 rounded-2xl bg-ink py-1.5 pr-1.5 pl-5 text-lg text-white shadow-xl">
          <CheckIcon className="size-6 text-gold" />
          <span className="py-2">{text}</span>
          <button
            type="button"
            aria-label={t('dismiss')}
            onClick={onDismiss}
            className="grid size-11 place-items-center rounded-xl hover:bg-white/10"
          >
            <CrossIcon className="size-6" />
          </button>
        </div>
      )}
    </div>
  )
}
