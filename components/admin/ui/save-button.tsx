'use client'

import { useTranslations } from 'use-intl'

/** Sends the form that it stands in, as Enter does. */
export function SaveButton({ isBusy = false, label }: { isBusy?: boolean; label: string }) {
  const t = useTranslations('console')
  return (
    <button
      type="submit"
      aria-busy={isBusy}
      className="inline-flex min-h-11 items-center justify-center rounded-lg bg-green px-5 py-2 font-semibold text-white shadow-[0_2px_0_var(--color-green-deep)] hover:bg-green-lit active:bg-green-deep aria-busy:opacity-80"
    >
      {isBusy ? t('saving') : label}
    </button>
  )
}
