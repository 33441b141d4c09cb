'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Keypad } from '@/components/ui/keypad'
import type { ReprintOutcome, StaffCornerView } from '@/lib/client/kiosk-staff-view'

/** Issuer and counter: two digits at least, and no center gives ten thousand tickets a day. */
const DIGITS_MIN = 3
const DIGITS_MAX = 6

/** A ticket of today once more, by the number that its holder or a list tells. */
export function ReprintForm({ letters, onReprint }: Pick<StaffCornerView, 'letters' | 'onReprint'>) {
  const t = useTranslations('corner')
  const ofKiosk = useTranslations('kiosk')
  const [letter, setLetter] = useState(letters[0] ?? '')
  const [digits, setDigits] = useState('')
  const [said, setSaid] = useState<{ readonly number: string; readonly outcome: ReprintOutcome | null } | null>(null)
  const number = `${letter}${digits}`
  async function print() {
    setSaid({ number, outcome: null })
    setSaid({ number, outcome: await onReprint(number) })
    setDigits('')
  }
  return (
    <>
      <Letters {...{ letters, letter }} onLetter={setLetter} />
      <p aria-live="polite" className="min-h-[1.2em] text-center font-bold text-5xl tabular">
        <span className="sr-only">{t('reprintNumber')} </span>
        {number}
      </p>
      <div className="h-84 [--text-kiosk-digit:2.25rem] [--text-kiosk:1.25rem]">
        <Keypad
          label={t('reprintNumber')}
          onDigit={digit => setDigits(typed => (typed + digit).slice(0, DIGITS_MAX))}
          clear={{ label: ofKiosk('clear'), onPress: () => setDigits('') }}
          correct={{ label: ofKiosk('correct'), onPress: () => setDigits(typed => typed.slice(0, -1)) }}
        />
      </div>
      <Button
        size="staff"
        disabled={digits.length < DIGITS_MIN}
        busy={said?.outcome === null}
        onPress={() => void print()}
      >
        {t('reprintDo', { number })}
      </Button>
      <p role="status" className="min-h-[1.4em]">
        {said?.outcome ? <Outcome number={said.number} outcome={said.outcome} /> : t('reprintHelp')}
      </p>
    </>
  )
}

function Outcome({ number, outcome }: { number: string; outcome: ReprintOutcome }) {
  const t = useTranslations('corner')
  if (outcome === 'printed') return t('printed')
  return outcome === 'unknown_number' ? t('unknownNumber', { number }) : t('notPrinted')
}

type LettersProps = { letters: readonly string[]; letter: string; onLetter: (letter: string) => void }

function Letters({ letters, letter, onLetter }: LettersProps) {
  const t = useTranslations('corner')
  return (
    <fieldset aria-label={t('reprintLetter')} className="flex flex-wrap gap-3">
      {letters.map(each => (
        <Button
          key={each}
          tone={each === letter ? 'primary' : 'secondary'}
          size="staffSecondary"
          pressed={each === letter}
          onPress={() => onLetter(each)}
          className="min-w-16"
        >
          {each}
        </Button>
      ))}
    </fieldset>
  )
}
