'use client'

import type { ReactNode } from 'react'
import { BothLanguages } from '@/components/ui/both-languages'
import { Emblem } from '@/components/ui/emblem'
import { Guilloche } from '@/components/ui/guilloche'
import { CheckIcon, InfoIcon } from '@/components/ui/icons'
import { LanguageProvider } from '@/components/ui/language-provider'
import type { EnrollRefusal } from '@/lib/client/device-identity'
import type { EnrollState } from '@/lib/client/enroll-here'
import { EnrollForm } from './enroll-form'

export type EnrollProps = { state: EnrollState; timeZone: string; onSubmit: (code: string) => void }

/** A new device joins its center. Both languages at once: nobody has chosen one yet. */
export function Enroll(props: EnrollProps) {
  return (
    <LanguageProvider language="fr" timeZone={props.timeZone}>
      <main className="grid min-h-dvh place-items-center bg-ground p-4">
        <section className="relative w-full max-w-2xl overflow-hidden rounded-4xl border border-line bg-surface px-6 py-10 sm:px-12">
          <Guilloche className="absolute -right-48 -bottom-56 w-140 text-green/8" />
          <div className="relative flex flex-col gap-8">
            <Emblem className="size-16" />
            <Enrolling {...props} />
          </div>
        </section>
      </main>
    </LanguageProvider>
  )
}

function Enrolling({ state, onSubmit }: EnrollProps): ReactNode {
  if (state === 'working') return <Working />
  if (state === 'done') return <Done />
  return (
    <>
      <Title>{t => t('enroll.title')}</Title>
      {typeof state === 'object' && <Failed error={state.error} />}
      <EnrollForm onSubmit={onSubmit} />
    </>
  )
}

type Say = Parameters<typeof BothLanguages>[0]['children']

function Title({ children }: { children: Say }) {
  return (
    <h1 className="font-bold text-4xl text-green leading-tight tracking-tight">
      <BothLanguages className="block">{children}</BothLanguages>
    </h1>
  )
}

function Working() {
  return (
    <div role="status">
      <Title>{t => t('enroll.working')}</Title>
      <div className="mt-8 h-2 overflow-hidden rounded-full bg-green-tint">
        <div className="h-full w-1/3 rounded-full bg-green motion-safe:animate-pulse" />
      </div>
    </div>
  )
}

function Done() {
  return (
    <div role="status" className="flex flex-col gap-6">
      <CheckIcon className="size-16 rounded-full bg-green-tint p-3 text-green" />
      <Title>{t => t('enroll.done')}</Title>
      <p className="text-ink-soft text-xl">
        <BothLanguages className="block">{t => t('enroll.doneNext')}</BothLanguages>
      </p>
    </div>
  )
}

function Failed({ error }: { error: EnrollRefusal['code'] }) {
  return (
    <div
      role="alert"
      className="flex gap-4 rounded-2xl border-alert border-l-8 bg-alert-tint px-5 py-4 text-alert text-xl"
    >
      <InfoIcon className="mt-0.5 size-7" />
      <p>
        <BothLanguages className="block">{t => t(`enrollRefusal.${error}`)}</BothLanguages>
      </p>
    </div>
  )
}
