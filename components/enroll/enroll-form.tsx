'use client'

import { type FormEvent, useState } from 'react'
import { BothLanguages } from '@/components/ui/both-languages'
import { Button } from '@/components/ui/button'

const CODE_LENGTH = 8

/** Eight characters, typed by a member of staff; spaces and dashes are forgiven. */
export function EnrollForm({ onSubmit }: { onSubmit: (code: string) => void }) {
  const [code, setCode] = useState('')
  const complete = code.length === CODE_LENGTH
  function submit(event: FormEvent) {
    event.preventDefault()
    if (complete) onSubmit(code)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-6">
      <label className="text-ink-soft text-xl">
        <BothLanguages className="block">{t => t('enroll.help')}</BothLanguages>
        <input
          value={code}
          onChange={event => setCode(charactersOf(event.target.value))}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="mt-4 w-full rounded-2xl border-2 border-line-strong bg-surface px-5 py-4 text-center font-bold text-4xl text-ink uppercase tabular tracking-[0.2em]"
        />
      </label>
      <Button size="staff" disabled={!complete} onPress={() => onSubmit(code)}>
        <span>
          <BothLanguages className="block">{t => t('enroll.submit')}</BothLanguages>
        </span>
      </Button>
    </form>
  )
}

function charactersOf(typed: string): string {
  return typed.replace(/[^0-9a-z]/gi, '').slice(0, CODE_LENGTH)
}
