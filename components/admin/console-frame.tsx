'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Emblem } from '@/components/ui/emblem'
import type { CenterRow } from '@/lib/client/console'
import { type FormOutcome, signOut } from '@/lib/client/people'
import type { CenterId } from '@/lib/domain/ids'
import type { Role } from '@/lib/domain/permissions'
import { CenterSwitcher } from './center-switcher'
import { ConsoleLanguageSwitch, useConsoleLanguage } from './console-language'
import { ConsoleMenu } from './console-menu'
import { ToastProvider } from './ui/toast'

/** Who is signed in, as the console shows him. */
export type ConsolePerson = {
  readonly employeeId: string
  readonly role: Role
  /** Null for who works for all centers. */
  readonly center: { readonly nameFr: string; readonly nameEn: string } | null
  readonly centerId: CenterId | null
}

/** A center as the frame names it. */
export type NamedCenter = Pick<CenterRow, 'id' | 'nameFr' | 'nameEn' | 'active'>

type ConsoleFrameProps = {
  person: ConsolePerson
  /** The center that the page is about, if it is about one. */
  center?: NamedCenter | null
  /** All that the person may look after. */
  centers?: readonly NamedCenter[]
  children: ReactNode
}

/** Around every page of the console: whose it is, where one is and can go, the language, and the way out. */
export function ConsoleFrame({ person, center = null, centers = [], children }: ConsoleFrameProps) {
  const t = useTranslations('console')
  const [isMenuOpen, setMenuOpen] = useState<boolean | null>(null)
  return (
    <ToastProvider>
      <div className="flex min-h-dvh flex-col bg-ground">
        <a
          href="#content"
          className="sr-only rounded-lg bg-gold px-4 py-2 font-bold text-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30"
        >
          {t('skip')}
        </a>
        <ConsoleHeader
          person={person}
          switcher={<CenterSwitcher center={center} centers={centers} />}
          isMenuOpen={isMenuOpen}
          onMenu={setMenuOpen}
        />
        <div className="flex min-w-0 flex-1 max-lg:flex-col">
          <ConsoleMenu person={person} center={center} isOpen={isMenuOpen} />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-5 outline-none sm:px-7">
            <div className="mx-auto w-full max-w-7xl">{children}</div>
          </main>
        </div>
      </div>
    </ToastProvider>
  )
}

type ConsoleHeaderProps = {
  person: ConsolePerson
  switcher: ReactNode
  /** Null until somebody has opened or closed it: wide screens show it, narrow ones do not. */
  isMenuOpen: boolean | null
  onMenu: (isOpen: boolean) => void
}

function ConsoleHeader({ person, switcher, isMenuOpen, onMenu }: ConsoleHeaderProps) {
  const t = useTranslations('admin')
  const [isLeaving, setLeaving] = useState(false)
  async function leave() {
    setLeaving(true)
    leaveAfter(await signOut(), 'signedOut')
    setLeaving(false)
  }
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-green px-4 py-2 text-white">
      <MenuButton isOpen={isMenuOpen} onMenu={onMenu} />
      <Link href="/admin" className="flex items-center gap-3 rounded-lg">
        <Emblem className="size-10" />
        <strong className="font-bold text-xl">{t('title')}</strong>
      </Link>
      {switcher}
      <PersonLine person={person} />
      <ConsoleLanguageSwitch tone="plain" />
      <Button tone="plain" size="small" busy={isLeaving} onPress={() => void leave()}>
        {t('signOut')}
      </Button>
    </header>
  )
}

function MenuButton({ isOpen, onMenu }: { isOpen: boolean | null; onMenu: (isOpen: boolean) => void }) {
  const t = useTranslations('console')
  /** Without a choice the size of the screen decides, which only the browser knows. */
  const toggle = () => onMenu(!(isOpen ?? matchMedia('(min-width: 64rem)').matches))
  return (
    <button
      type="button"
      aria-controls="menu"
      aria-label={t('menu')}
      {...(isOpen !== null && { 'aria-expanded': isOpen })}
      onClick={toggle}
      className="grid size-11 place-items-center rounded-lg hover:bg-green-lit"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7" fill="none" stroke="currentColor">
        <path d="M4 6.5h16M4 12h16M4 17.5h16" strokeWidth="2.2" strokeLinecap="round" />
      </svg>
    </button>
  )
}

function PersonLine({ person }: { person: ConsolePerson }) {
  const t = useTranslations('admin')
  const language = useConsoleLanguage()
  const center = person.center && (language === 'fr' ? person.center.nameFr : person.center.nameEn)
  return (
    <p className="min-w-40 flex-1 text-right leading-tight">
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
