'use client'

import type { ReactNode } from 'react'
import type { PromptName } from '@/lib/domain/clips-prompts'
import type { Language } from '@/lib/domain/ids'
import { DOUBLE_TAP_MS, usePress } from './use-press'

/** `plain` takes the colour of the text around it, so that it stands on a green ground as well as on a light one. */
type Tone = 'primary' | 'secondary' | 'plain' | 'alert'

/** Heights are minima: French is long, and a label may take two lines. */
type Size = 'kiosk' | 'kioskSecondary' | 'staff' | 'staffSecondary' | 'small' | 'notice'

const TONES: Record<Tone, string> = {
  primary:
    'bg-green text-white shadow-[0_2px_0_var(--color-green-deep)] enabled:hover:bg-green-lit enabled:active:bg-green-deep',
  secondary: 'border-2 border-green bg-surface text-green enabled:hover:bg-green-tint enabled:active:bg-green-pale',
  plain: 'border-2 border-current bg-transparent enabled:active:bg-current/10',
  alert: 'bg-alert text-white enabled:active:brightness-90',
}

const SIZES: Record<Size, string> = {
  kiosk: 'min-h-24 landscape:min-h-24 portrait:min-h-32 rounded-3xl px-10 text-kiosk-strong font-bold gap-5',
  kioskSecondary: 'min-h-18 rounded-2xl px-5 text-kiosk font-semibold gap-3',
  staff: 'min-h-18 rounded-2xl px-7 text-2xl font-bold gap-4',
  staffSecondary: 'min-h-14 rounded-xl px-5 text-lg font-semibold gap-3',
  notice: 'min-h-[max(44px,6.4vmin)] rounded-2xl px-[max(16px,2.4vmin)] text-[max(17px,2.5vmin)] font-bold gap-3',
  small: 'min-h-11 rounded-lg px-4 text-base font-semibold gap-2',
}

/** What disabled looks like: plainly off, and still readable. */
const DISABLED = 'disabled:border-2 disabled:border-line disabled:bg-ground disabled:text-ink-soft disabled:shadow-none'

type ButtonProps = {
  onPress: () => void
  children: ReactNode
  tone?: Tone
  size?: Size
  disabled?: boolean
  /** The action is under way: looks pressed, says so to screen readers, and takes no further press. */
  busy?: boolean
  label?: string
  shortcut?: string
  /** What a kiosk calls it aloud. */
  say?: PromptName
  sayIn?: Language
  opensSheet?: boolean
  /** Of one that stays pressed. */
  pressed?: boolean
  className?: string
}

export function Button(props: ButtonProps) {
  const { onPress, children, tone = 'primary', size = 'staffSecondary', disabled = false, busy = false } = props
  const press = usePress(() => !busy && onPress(), DOUBLE_TAP_MS)
  return (
    <button
      type="button"
      {...press}
      disabled={disabled}
      aria-busy={busy}
      aria-pressed={props.pressed}
      aria-label={props.label}
      aria-keyshortcuts={props.shortcut}
      data-say={props.say}
      data-say-in={props.sayIn}
      aria-haspopup={props.opensSheet ? 'dialog' : undefined}
      className={`inline-flex items-center justify-center py-2 text-center leading-tight transition-colors ${TONES[tone]} ${SIZES[size]} ${disabled ? DISABLED : ''} ${busy ? 'opacity-80' : ''} ${props.className ?? ''}`}
    >
      {children}
    </button>
  )
}
