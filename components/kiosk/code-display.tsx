'use client'

import { useTranslations } from 'use-intl'
import { CheckIcon } from '@/components/ui/icons'
import { DOUBLE_TAP_MS, usePress } from '@/components/ui/use-press'
import { type CodeEntry, missingDigits } from './code-entry'

/** The code as it grows: `CNI` fixed, the year to touch, six digits in two groups; and how many are missing. */
export function CodeDisplay({ entry, onEditYear }: { entry: CodeEntry; onEditYear: () => void }) {
  const t = useTranslations('kiosk')
  const digits = entry.digits.padEnd(6, ' ')
  return (
    <div>
      <fieldset
        aria-label={t('codeLabel')}
        className="flex items-center justify-center gap-[2.4vmin] font-semibold text-kiosk-digit tabular leading-none"
      >
        <span className="text-ink-soft">CNI</span>
        <YearKey entry={entry} onPress={onEditYear} />
        <Group digits={digits.slice(0, 3)} cursor={entry.field === 'digits' ? entry.digits.length : -1} />
        <Group digits={digits.slice(3)} cursor={entry.field === 'digits' ? entry.digits.length - 3 : -1} />
      </fieldset>
      <Remaining count={missingDigits(entry)} />
    </div>
  )
}

function YearKey({ entry, onPress }: { entry: CodeEntry; onPress: () => void }) {
  const t = useTranslations('kiosk')
  const active = entry.field === 'year'
  return (
    <button
      type="button"
      {...usePress(onPress, DOUBLE_TAP_MS)}
      data-say="choice_year"
      aria-label={t('codeYear', { year: entry.year })}
      aria-pressed={active}
      className={`min-h-18 rounded-2xl border-2 px-[2vmin] ${active ? 'border-green bg-green-tint' : 'border-line-strong bg-surface'}`}
    >
      {entry.year.padEnd(4, '·')}
    </button>
  )
}

const PLACES = [0, 1, 2]

function Group({ digits, cursor }: { digits: string; cursor: number }) {
  return (
    <span className="flex gap-[1vmin]">
      {PLACES.map(place => (
        <span
          key={place}
          className={`grid h-[max(72px,8.4vmin)] w-[0.95em] place-items-center border-b-4 ${place === cursor ? 'border-green' : 'border-line-strong'}`}
        >
          {digits.charAt(place)}
        </span>
      ))}
    </span>
  )
}

function Remaining({ count }: { count: number }) {
  const t = useTranslations('kiosk')
  return (
    <p
      aria-live="polite"
      className={`mt-[1.2vmin] flex items-center justify-center gap-3 text-kiosk ${count === 0 ? 'font-semibold text-green' : 'text-ink-soft'}`}
    >
      {count === 0 && <CheckIcon className="size-[1.1em]" />}
      {count === 0 ? t('codeComplete') : t('codeRemaining', { count })}
    </p>
  )
}
