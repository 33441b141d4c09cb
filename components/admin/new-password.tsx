'use client'

import { useTranslations } from 'use-intl'
import { checkPassword } from '@/lib/domain/password-rules'
import type { TypedIn } from './form-parts'
import { PasswordField } from './text-field'
import type { Form, FormProblem } from './use-form'

export const NEW_PASSWORD = 'new-password'
const REPEATED = 'new-password-again'

/** A password is chosen by typing it twice. */
export function NewPasswordFields({ form, label }: { form: Form; label: string }) {
  const t = useTranslations('signIn')
  return (
    <>
      <PasswordField
        label={label}
        help={t('nextHelp')}
        name={NEW_PASSWORD}
        autoComplete="new-password"
        invalid={form.problem !== null && /^password_(same|too|like)/.test(form.problem)}
      />
      <PasswordField
        label={t('repeat')}
        name={REPEATED}
        autoComplete="new-password"
        invalid={form.problem === 'different'}
      />
    </>
  )
}

/** What the form can tell of the new password by itself; the server tells it again. */
export function problemWith(typedIn: TypedIn, employeeId: string): FormProblem | null {
  const next = typedIn(NEW_PASSWORD)
  const fits = checkPassword(next, employeeId)
  if (!fits.ok) return fits.refusal.code
  return next === typedIn(REPEATED) ? null : 'different'
}
