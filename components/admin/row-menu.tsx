'use client'

import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

export type RowAction = { readonly id: string; readonly label: string; readonly onAction: () => void }

/** What is seldom done with a row. */
export function RowMenu({ label, actions }: { label: string; actions: readonly RowAction[] }) {
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        className="grid size-11 place-items-center rounded-lg border-2 border-green text-green data-[hovered]:bg-green-tint"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 fill-current">
          <circle cx="5" cy="12" r="2" />
          <circle cx="12" cy="12" r="2" />
          <circle cx="19" cy="12" r="2" />
        </svg>
      </Button>
      <Popover placement="bottom end" className="rounded-xl border-2 border-line-strong bg-surface p-1.5 shadow-xl">
        <Menu
          aria-label={label}
          onAction={key => actions.find(({ id }) => id === key)?.onAction()}
          className="min-w-56 outline-none focus-visible:shadow-none"
        >
          {actions.map(({ id, label: name }) => (
            <MenuItem
              key={id}
              id={id}
              className="flex min-h-11 cursor-default items-center rounded-lg px-3 py-1.5 text-lg data-[focused]:bg-green data-[focused]:text-white"
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
