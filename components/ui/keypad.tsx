'use client'

import type { ReactNode } from 'react'
import type { PromptName } from '@/lib/domain/clips-prompts'
import { BackspaceIcon } from './icons'
import { usePress } from './use-press'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** `say`: what a kiosk calls it aloud. */
type WordKeyOf = { label: string; say?: PromptName; onPress: () => void }

type KeypadProps = {
  label: string
  onDigit: (digit: string) => void
  clear: WordKeyOf
  correct: WordKeyOf
}

/** Three by four, 1-2-3 on top: the keypad of a telephone, and the only keyboard a visitor ever sees. */
export function Keypad({ label, onDigit, clear, correct }: KeypadProps) {
  return (
    <fieldset aria-label={label} className="grid h-full min-h-0 grid-cols-3 grid-rows-4 gap-4">
      {DIGITS.map(digit => (
        <Key key={digit} onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <WordKey say={clear.say} onPress={clear.onPress}>
        {clear.label}
      </WordKey>
      <Key onPress={() => onDigit('0')}>0</Key>
      <WordKey say={correct.say} onPress={correct.onPress}>
        <BackspaceIcon className="size-[2em]" />
        <span className="sr-only">{correct.label}</span>
      </WordKey>
    </fieldset>
  )
}

type KeyProps = { onPress: () => void; children: ReactNode }

function Key({ onPress, children }: KeyProps) {
  return (
    <button
      type="button"
      {...usePress(onPress, 0)}
      className="min-h-[var(--key-height,4.5rem)] rounded-2xl border border-line bg-surface font-semibold text-ink text-kiosk-digit leading-none shadow-[0_2px_0_var(--color-line)] active:bg-green active:text-white"
    >
      {children}
    </button>
  )
}

function WordKey({ say, onPress, children }: KeyProps & { say: PromptName | undefined }) {
  return (
    <button
      type="button"
      {...usePress(onPress, 0)}
      data-say={say}
      className="flex min-h-[var(--key-height,4.5rem)] items-center justify-center rounded-2xl bg-green-tint font-semibold text-green text-kiosk active:bg-green active:text-white"
    >
      {children}
    </button>
  )
}
