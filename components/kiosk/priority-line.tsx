'use client'

import { useTranslations } from 'use-intl'
import { CheckIcon } from '@/components/ui/icons'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'

/**
 * One line for all who may ask for priority: nobody is asked which of them he is, nor for a proof. Staff see for
 * themselves when they call him.
 */
export function PriorityLine({ asked, onTouch }: { asked: boolean; onTouch: () => void }) {
  const t = useTranslations('kiosk')
  return (
    // biome-ignore lint/a11y/useSemanticElements: reason: acts when the finger is lifted inside it, as all buttons here
    <button
      type="button"
      role="checkbox"
      aria-checked={asked}
      {...usePress(onTouch, DOUBLE_TAP_MS)}
      data-say="choice_priority"
      className={`flex min-h-24 w-full shrink-0 items-center gap-[max(18px,2.2vmin)] rounded-3xl border-2 px-[max(18px,2.4vmin)] py-2 text-left text-kiosk leading-[1.2] transition-colors active:bg-green-tint ${asked ? 'border-green bg-green-tint' : 'border-line-strong bg-surface'}`}
    >
      <span
        className={`grid size-[max(48px,5.4vmin)] shrink-0 place-items-center rounded-xl border-4 ${asked ? 'border-green bg-green text-white' : 'border-line-strong'}`}
      >
        {asked && <CheckIcon className="size-[80%]" />}
      </span>
      <span className="min-w-0">
        <span className="block font-semibold">{t('priority')}</span>
        <span className="block text-ink-soft">{asked ? t('priorityAsked') : t('priorityHelp')}</span>
      </span>
    </button>
  )
}
