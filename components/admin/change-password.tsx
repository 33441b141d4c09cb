'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { changePassword, signIn, signOut } from '@/lib/client/people'
import { leaveAfter } from './console-frame'
import { EntryFrame } from './entry-frame'
import { FormBody, SubmitButton, type TypedIn } from './form-parts'
import { NEW_PASSWORD, NewPasswordFields, problemWith } from './new-password'
import { PasswordField } from './text-field'
import { useForm } from './use-form'

type ChangePasswordProps = { employeeId: string; isFirstUse: boolean }

/** All sessions end with the old password, this one too: the new one opens another at once. */
export function ChangePassword({ employeeId, isFirstUse }: ChangePasswordProps) {
  const t = useTranslations('signIn')
  const form = useForm()

  function submit(typedIn: TypedIn) {
    const next = typedIn(NEW_PASSWORD)
    const problem = problemWith(typedIn, employeeId)
    if (problem) return form.refuse(problem)
    void form.send(
      () => changePassword(typedIn('password'), next),
      () => void enter(employeeId, next, 'passwordChanged'),
    )
  }
  return (
    <EntryFrame title={t('changeTitle')} help={isFirstUse ? t('changeFirst') : t('changeHelp')}>
      <FormBody form={form} onSubmit={submit}>
        {/* For the browser's own keeper of passwords: whose password this is. */}
        <input hidden readOnly name="username" autoComplete="username" value={employeeId} />
        <PasswordField
          label={t('current')}
          name="password"
          autoComplete="current-password"
          invalid={form.problem === 'password_wrong'}
        />
        <NewPasswordFields form={form} label={t('next')} />
        <SubmitButton form={form}>{t('changeSubmit')}</SubmitButton>
      </FormBody>
      <WayOut isFirstUse={isFirstUse} />
    </EntryFrame>
  )
}

/** Who must change it first can only leave. */
function WayOut({ isFirstUse }: { isFirstUse: boolean }) {
  const t = useTranslations()
  const className = 'self-start rounded-lg py-2 font-semibold text-green text-lg underline underline-offset-4'
  if (!isFirstUse) {
    return (
      <Link href="/admin/account" className={className}>
        {t('signIn.back')}
      </Link>
    )
  }
  return (
    <button
      type="button"
      className={className}
      onClick={() => void signOut().then(out => leaveAfter(out, 'signedOut'))}
    >
      {t('admin.signOut')}
    </button>
  )
}

/** Signs in by what was just chosen; if that does not work, it can be typed. */
export async function enter(
  employeeId: string,
  password: string,
  news: 'passwordChanged' | 'accountMade',
): Promise<void> {
  const outcome = await signIn(employeeId, password)
  location.replace(outcome.ok ? '/admin' : `/admin/sign-in?news=${news}`)
}
