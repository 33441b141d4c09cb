'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { may, type RightsHolder } from '@/lib/domain/permissions'
import type { ConsolePerson, NamedCenter } from './console-frame'
import { centerPageOf, centerPagesFor, centerPath } from './console-pages'
import { PageIcon } from './page-icon'

type ConsoleMenuProps = { person: ConsolePerson; center: NamedCenter | null; isOpen: boolean | null }

/** What this person can go to from here. */
export function ConsoleMenu({ person, center, isOpen }: ConsoleMenuProps) {
  const t = useTranslations('console')
  const shown = isOpen === null ? 'max-lg:hidden' : isOpen ? '' : 'hidden'
  return (
    <nav
      id="menu"
      aria-label={t('navigation')}
      className={`${shown} shrink-0 border-line border-r bg-surface px-3 py-4 max-lg:border-b lg:w-56`}
    >
      <div className="flex flex-col gap-5 lg:sticky lg:top-4">
        {center && <CenterLinks person={person} center={center} />}
        <OtherLinks person={person} />
      </div>
    </nav>
  )
}

function CenterLinks({ person, center }: { person: ConsolePerson; center: NamedCenter }) {
  const t = useTranslations('console')
  const current = centerPageOf(usePathname())
  return (
    <MenuList label={t('centerPages')}>
      {centerPagesFor(rightsOf(person), center.id).map(page => (
        <MenuLink key={page} href={centerPath(center.id, page)} isCurrent={page === current} icon={page}>
          {t(`page.${page}`)}
        </MenuLink>
      ))}
    </MenuList>
  )
}

function OtherLinks({ person }: { person: ConsolePerson }) {
  const t = useTranslations('console')
  const pathname = usePathname()
  const isForAll = may(rightsOf(person), 'full_access', null)
  const pages = [
    ...(isForAll
      ? ([
          ['centers', '/admin/centers'],
          ['administrators', '/admin/administrators'],
        ] as const)
      : []),
    ['account', '/admin/account'] as const,
  ]
  return (
    <MenuList label={t('otherPages')}>
      {pages.map(([page, href]) => (
        <MenuLink key={page} href={href} isCurrent={pathname === href} icon={page}>
          {t(`page.${page}`)}
        </MenuLink>
      ))}
    </MenuList>
  )
}

function rightsOf({ role, centerId }: ConsolePerson): RightsHolder {
  return { role, center: centerId }
}

function MenuList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="px-3 pb-1 font-semibold text-ink-soft text-sm">{label}</p>
      <ul className="flex flex-col gap-0.5 max-lg:flex-row max-lg:flex-wrap">{children}</ul>
    </div>
  )
}

type MenuLinkProps = { href: string; isCurrent: boolean; icon: string; children: ReactNode }

function MenuLink({ href, isCurrent, icon, children }: MenuLinkProps) {
  return (
    <li>
      <Link
        href={href}
        aria-current={isCurrent ? 'page' : undefined}
        className="flex min-h-11 items-center gap-3 rounded-lg px-3 py-1.5 text-lg text-ink leading-tight -outline-offset-2 hover:bg-green-tint aria-[current=page]:bg-green aria-[current=page]:font-semibold aria-[current=page]:text-white"
      >
        <PageIcon page={icon} />
        {children}
      </Link>
    </li>
  )
}
