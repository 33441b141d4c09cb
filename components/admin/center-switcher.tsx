'use client'

import { usePathname, useRouter } from 'next/navigation'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { nameIn } from '@/lib/domain/catalogue'
import type { NamedCenter } from './console-frame'
import { useConsoleLanguage } from './console-language'
import { centerPageOf, centerPath } from './console-pages'
import { Chevron } from './ui/select-input'

type CenterSwitcherProps = { center: NamedCenter | null; centers: readonly NamedCenter[] }

/** Names the center of the page, and leads to the same page of another one for who looks after several. */
export function CenterSwitcher({ center, centers }: CenterSwitcherProps) {
  const t = useTranslations('console')
  const language = useConsoleLanguage()
  const router = useRouter()
  const page = centerPageOf(usePathname()) ?? 'floor'
  const name = center && nameIn(language, center)
  if (centers.length < 2) return name && <strong className="font-semibold text-lg">{name}</strong>
  return (
    <MenuTrigger>
      <Button
        aria-label={name ? t('chooseCenterFrom', { name }) : t('chooseCenter')}
        className="flex min-h-11 max-w-80 items-center gap-2 rounded-lg border-2 border-green-pale px-3 font-semibold text-lg data-[hovered]:bg-green-lit"
      >
        <span className="truncate">{name ?? t('chooseCenter')}</span>
        <Chevron />
      </Button>
      <Popover className="min-w-72 rounded-xl border-2 border-line-strong bg-surface p-1.5 shadow-xl">
        <Menu
          aria-label={t('chooseCenter')}
          onAction={key => {
            const chosen = centers.find(({ id }) => id === key)
            if (chosen) router.push(centerPath(chosen.id, page))
          }}
          className="max-h-96 overflow-y-auto outline-none focus-visible:shadow-none"
        >
          {centers.map(choice => (
            <MenuItem
              key={choice.id}
              id={choice.id}
              textValue={nameIn(language, choice)}
              className="flex min-h-11 cursor-default items-center rounded-lg px-3 py-1.5 text-lg data-[focused]:bg-green data-[focused]:text-white"
            >
              {nameIn(language, choice)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
