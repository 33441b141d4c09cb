'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PIN_LENGTH_MAX, PIN_LENGTH_MIN } from '@/lib/client/staff-pin'
import { Button } from './button'
import { Keypad } from './keypad'
import type { PinEntry } from './use-pin-entry'

type PinPadProps = { label: string; entry: PinEntry; submitLabel: string; onSubmit: (pin: string) => void }

/** Dots for the digits, a keypad on the screen, and the keys of a keyboard where there is one. */
export function PinPad({ label, entry, submitLabel, onSubmit }: PinPadProps) {
  const t = useTranslations('staff')
  const [digits, setDigits] = useState('')
  const { isBusy, problem, waitSeconds } = entry
  const isOff = digits.length < PIN_LENGTH_MIN || waitSeconds > 0

  const type = (digit: string) => setDigits(typed => (typed + digit).slice(0, PIN_LENGTH_MAX))
  const correct = () => setDigits(typed => typed.slice(0, -1))
  function submit() {
    if (isOff || isBusy) return
    setDigits('')
    onSubmit(digits)
  }
  useKeys(key => {
    if (/^\d$/.test(key)) type(key)
    else if (key === 'Backspace') correct()
    else if (key === 'Enter') submit()
  })
  return (
    <div className="flex w-full max-w-sm flex-col gap-4 max-sm:gap-2">
      <Dots label={label} count={digits.length} />
      <p role="alert" className="min-h-7 text-center font-semibold text-alert text-lg leading-snug">
        {problem && waitSeconds === 0 && t(`problem.${problem}`)}
        {problem && waitSeconds > 0 && `${t(`problem.${problem}`)} ${t('wait', { count: String(waitSeconds) })}`}
      </p>
      {/* On a phone all of it fits under the name, down to the button. */}
      <div className="h-84 [--text-kiosk:1.25rem] max-sm:h-64 max-sm:[--key-height:3rem] max-sm:[--text-kiosk-digit:2.25rem]">
        <Keypad
          label={t('keypad')}
          onDigit={type}
          clear={{ label: t('clear'), onPress: () => setDigits('') }}
          correct={{ label: t('correct'), onPress: correct }}
        />
      </div>
      <Button size="staff" disabled={isOff && !isBusy} busy={isBusy} onPress={submit}>
        {isBusy ? t('working') : submitLabel}
      </Button>
    </div>
  )
}

/** How many digits there are, and never which. */
function Dots({ label, count }: { label: string; count: number }) {
  const t = useTranslations('staff')
  return (
    <div role="status" aria-label={label} className="flex h-10 items-center justify-center gap-4 max-sm:h-8">
      <span className="sr-only">{t('pinDigits', { count })}</span>
      {Array.from({ length: PIN_LENGTH_MAX }, (_, index) => index).map(index => (
        <span
          key={index}
          aria-hidden="true"
          className={`size-5 rounded-full border-2 ${index < count ? 'border-green bg-green' : 'border-line-strong'} ${index >= PIN_LENGTH_MIN && index >= count ? 'opacity-40' : ''}`}
        />
      ))}
    </div>
  )
}

/** Keys of a keyboard, unless they are meant for a button or a line of text. */
function useKeys(onKey: (key: string) => void): void {
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isForButton = event.key === 'Enter' && event.target instanceof HTMLButtonElement
      const isTyping = event.target instanceof HTMLInputElement
      if (!isForButton && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) latest.current(event.key)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
