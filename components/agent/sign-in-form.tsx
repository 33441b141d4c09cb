'use client'

import { useTranslations } from 'use-intl'
import { FormBody, SubmitButton, type TypedIn } from '@/components/admin/form-parts'
import { NEW_PASSWORD, NewPasswordFields, problemWith } from '@/components/admin/new-password'
import { PasswordField, TextField } from '@/components/admin/text-field'
import { useForm } from '@/components/admin/use-form'
import { Button } from '@/components/ui/button'
import { formOutcomeOf } from '@/lib/client/staff-form'
import type { StaffDesk } from '@/lib/client/use-staff'
import { SignInFrame } from './sign-in-frame'

type SignInFormProps = {
  staff: StaffDesk
  /** Whose password it is, where that is known. */
  employeeId?: string
}

/** Employee id and password: the keys for these are the tablet's own. */
export function SignInForm({ staff, employeeId }: SignInFormProps) {
  const t = useTranslations('signIn')
  const form = useForm()
  const isWrong = form.problem === 'wrong_credentials'

  function submit(typedIn: TypedIn) {
    const [who, password] = [employeeId ?? typedIn('username'), typedIn('password')]
    if (who.trim() === '' || password === '') return form.refuse('wrong_credentials')
    void form.send(() => formOutcomeOf(staff.signIn(who, password)), nothingMore)
  }
  return (
    <FormBody form={form} onSubmit={submit}>
      {employeeId === undefined ? (
        <TextField label={t('employeeId')} name="username" autoComplete="username" invalid={isWrong} />
      ) : (
        <input hidden readOnly name="username" autoComplete="username" value={employeeId} />
      )}
      <PasswordField label={t('password')} name="password" autoComplete="current-password" invalid={isWrong} />
      <SubmitButton form={form}>{t('submit')}</SubmitButton>
    </FormBody>
  )
}

/** Somebody else chose the password with which he has just signed in. */
export function PasswordDue({ staff, employeeId }: Required<SignInFormProps>) {
  const t = useTranslations()
  const form = useForm()
  function submit(typedIn: TypedIn) {
    const problem = problemWith(typedIn, employeeId)
    if (problem) return form.refuse(problem)
    void form.send(() => formOutcomeOf(staff.changePassword(typedIn(NEW_PASSWORD))), nothingMore)
  }
  return (
    <SignInFrame title={t('staff.passwordTitle')} help={t('signIn.changeFirst')}>
      <div className="flex w-full max-w-sm flex-col gap-4">
        <FormBody form={form} onSubmit={submit}>
          <input hidden readOnly name="username" autoComplete="username" value={employeeId} />
          <NewPasswordFields form={form} label={t('signIn.next')} />
          <SubmitButton form={form}>{t('signIn.changeSubmit')}</SubmitButton>
        </FormBody>
        <Button tone="secondary" onPress={staff.lock}>
          {t('staff.cancel')}
        </Button>
      </div>
    </SignInFrame>
  )
}

/** What follows is another screen. */
function nothingMore(): void {}
