'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'
import { becomeFirstAdministrator } from '@/lib/client/people'
import { enter } from './change-password'
import { EntryFrame } from './entry-frame'
import { FormBody, SubmitButton, type TypedIn } from './form-parts'
import { NEW_PASSWORD, NewPasswordFields, problemWith } from './new-password'
import { TextField } from './text-field'
import { useForm } from './use-form'

/** Whoever opened the link from the server's console chooses the account that makes all others. */
export function FirstAdmin() {
  const t = useTranslations('signIn')
  const form = useForm()
  const token = useTokenOfLink()

  function submit(typedIn: TypedIn) {
    const [employeeId, password] = [typedIn('username'), typedIn(NEW_PASSWORD)]
    const problem = employeeId.trim() === '' ? 'employee_id_invalid' : problemWith(typedIn, employeeId)
    if (problem) return form.refuse(problem)
    if (!token) return
    void form.send(
      () => becomeFirstAdministrator(token, employeeId, password),
      () => void enter(employeeId, password, 'accountMade'),
    )
  }
  if (token === '') {
    return (
      <EntryFrame title={t('firstTitle')}>
        <Notice kind="note">{t('noLink')}</Notice>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title={t('firstTitle')} help={t('firstHelp')}>
      <FormBody form={form} onSubmit={submit}>
        <TextField
          label={t('employeeId')}
          name="username"
          autoComplete="username"
          invalid={form.problem === 'employee_id_invalid' || form.problem === 'employee_id_taken'}
        />
        <NewPasswordFields form={form} label={t('password')} />
        <SubmitButton form={form}>{t('firstSubmit')}</SubmitButton>
      </FormBody>
    </EntryFrame>
  )
}

/**
 * What stands behind the `#`, which no server is sent, and then no longer in the address either: neither the history nor
 * who looks over a shoulder has it. Null until the page lives; empty when there is none.
 */
function useTokenOfLink(): string | null {
  const [token, setToken] = useState<string | null>(null)
  useEffect(() => {
    const given = location.hash.slice(1)
    // An effect may run twice: the second time the address has none left.
    setToken(before => before || given)
    if (given !== '') history.replaceState(null, '', location.pathname)
  }, [])
  return token
}
