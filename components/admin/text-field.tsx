'use client'

import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'

const INPUT =
  'w-full min-h-14 rounded-xl border-2 border-line-strong bg-surface px-4 text-ink text-xl aria-invalid:border-alert'

type TextFieldProps = {
  label: string
  autoComplete: 'username' | 'current-password' | 'new-password'
  name: string
  help?: string
  /** What was sent last cannot stand. */
  invalid?: boolean
}

/**
 * A line of text with its label above it, where the eye looks for it and a magnifier finds it. The page holds what was
 * typed, not the program: a browser may fill it in, and a person may type, before the program is there.
 */
export function TextField({ label, autoComplete, name, help, invalid = false }: TextFieldProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold text-lg">
        {label}
      </label>
      <input
        id={id}
        name={name}
        autoComplete={autoComplete}
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={invalid}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        className={INPUT}
      />
      {help !== undefined && <Help id={`${id}-help`} text={help} />}
    </div>
  )
}

/** The same for a password, which can be shown: on a tablet nobody types one blindly twice. */
export function PasswordField({ label, autoComplete, name, help, invalid = false }: TextFieldProps) {
  const t = useTranslations('signIn')
  const id = useId()
  const [isShown, setShown] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold text-lg">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          name={name}
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={invalid}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          className={`${INPUT} pr-16`}
        />
        <button
          type="button"
          aria-label={isShown ? t('hide') : t('show')}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-1 right-1 grid w-13 place-items-center rounded-lg text-ink-soft hover:bg-green-tint"
        >
          <Eye open={isShown} />
        </button>
      </div>
      {help !== undefined && <Help id={`${id}-help`} text={help} />}
    </div>
  )
}

function Help({ id, text }: { id: string; text: string }) {
  return (
    <p id={id} className="text-ink-soft">
      {text}
    </p>
  )
}

function Eye({ open }: { open: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7" fill="none" stroke="currentColor" strokeWidth="1.9">
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" strokeLinejoin="round" />
      <circle cx="12" cy="12" r="3" />
      {!open && <path d="m4 20 16-16" strokeLinecap="round" />}
    </svg>
  )
}
