'use client'

import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'
import { signIn } from '@/lib/client/people'
import { EntryFrame } from './entry-frame'
import { FormBody, SubmitButton, type TypedIn } from './form-parts'
import { PasswordField, TextField } from './text-field'
import { useForm } from './use-form'

/** Why somebody is asked to sign in, where there is more to say than that. */
export type SignInNews = 'signedOut' | 'signedOutEverywhere' | 'passwordChanged' | 'accountMade'

/** @param to a page of the console, already checked */
export function SignIn({ to, news }: { to: string; news: SignInNews | null }) {
  const t = useTranslations('signIn')
  const form = useForm()
  const isWrong = form.problem === 'wrong_credentials'

  function submit(typedIn: TypedIn) {
    const [employeeId, password] = [typedIn('username'), typedIn('password')]
    if (employeeId.trim() === '' || password === '') return form.refuse('wrong_credentials')
    void form.send(
      () => signIn(employeeId, password),
      // Not kept in the history: going back would lead to a form that has been sent.
      () => location.replace(to),
    )
  }
  return (
    <EntryFrame title={t('title')}>
      {news !== null && form.problem === null && <Notice kind="note">{t(news)}</Notice>}
      <FormBody form={form} onSubmit={submit}>
        <TextField label={t('employeeId')} name="username" autoComplete="username" invalid={isWrong} />
        <PasswordField label={t('password')} name="password" autoComplete="current-password" invalid={isWrong} />
        <SubmitButton form={form}>{t('submit')}</SubmitButton>
      </FormBody>
      <p className="text-ink-soft">{t('forgotten')}</p>
    </EntryFrame>
  )
}
