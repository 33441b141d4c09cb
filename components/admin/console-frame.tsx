'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Emblem } from '@/components/ui/emblem'
import { type FormOutcome, signOut } from '@/lib/client/people'
import type { Role } from '@/lib/domain/permissions'
import { ConsoleLanguageSwitch, useConsoleLanguage } from './console-language'

/** Who is signed in, as the console shows him. */
export type ConsolePerson = {
  readonly employeeId: string
  readonly role: Role
  /** Null for who works for all centers. */
  readonly center: { readonly nameFr: string; readonly nameEn: string } | null
}

/** Around every page of the console: whose it is, the language, and the way out. */
export function ConsoleFrame({ person, children }: { person: ConsolePerson; children: ReactNode }) {
  const t = useTranslations('admin')
  const [isLeaving, setLeaving] = useState(false)
  async function leave() {
    setLeaving(true)
    leaveAfter(await signOut(), 'signedOut')
    setLeaving(false)
  }
  return (
    <div className="flex min-h-dvh flex-col bg-ground">
      <header className="flex flex-wrap items-center gap-x-5 gap-y-3 bg-green px-4 py-3 text-white sm:px-8">
        <Link href="/admin" className="flex items-center gap-4 rounded-lg">
          <Emblem className="size-11" />
          <strong className="font-bold text-xl">{t('title')}</strong>
        </Link>
        <PersonLine person={person} />
        <ConsoleLanguageSwitch tone="plain" />
        <Button tone="plain" size="small" busy={isLeaving} onPress={() => void leave()}>
          {t('signOut')}
        </Button>
      </header>
      <main className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 sm:px-8">{children}</main>
    </div>
  )
}

function PersonLine({ person }: { person: ConsolePerson }) {
  const t = useTranslations('admin')
  const language = useConsoleLanguage()
  const center = person.center && (language === 'fr' ? person.center.nameFr : person.center.nameEn)
  return (
    <p className="min-w-48 flex-1 text-right leading-tight">
      <strong className="block font-bold">{person.employeeId}</strong>
      <span className="text-green-pale">{[t(`role.${person.role}`), center ?? t('allCenters')].join(' · ')}</span>
    </p>
  )
}

/**
 * Leads to the sign-in once a session has ended. Whoever could not be signed out stays where he is: rather a button that
 * seems dead than a console that seems closed.
 */
export function leaveAfter(outcome: FormOutcome, news: 'signedOut' | 'signedOutEverywhere'): void {
  if (outcome.ok || outcome.problem === 'signed_out') location.replace(`/admin/sign-in?news=${news}`)
}
