'use client'

import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ConsoleOutcome } from '@/lib/client/console'
import { type RowAction, RowMenu } from './row-menu'
import { StatusMark } from './status-mark'
import { ConfirmDialog } from './ui/confirm-dialog'
import { DataTable, type TableColumn } from './ui/data-table'
import { PageTitle } from './ui/page-title'
import { SwitchInput } from './ui/switch-input'
import { useIsLive } from './ui/use-is-live'
import { useSaved } from './use-saved'

type Kept = { readonly id: number; readonly active: boolean }

type CatalogueListProps<Item extends Kept> = {
  kind: 'services' | 'staff' | 'stations'
  items: readonly Item[]
  columns: readonly TableColumn<Item>[]
  sortedBy: string
  nameOf: (item: Item) => string
  /** Null for a new one. */
  form: (item: Item | null, onClose: () => void) => ReactNode
  setActive: (item: Item, active: boolean) => Promise<ConsoleOutcome<unknown>>
  mayEdit?: (item: Item) => boolean
  moreActions?: (item: Item) => readonly RowAction[]
}

/** A kind of thing of a center: all of them in a table, each edited in a dialog, retired and taken back. */
export function CatalogueList<Item extends Kept>(props: CatalogueListProps<Item>) {
  const { kind, items, columns, sortedBy, nameOf, form, mayEdit = () => true } = props
  const [opened, setOpened] = useState<Item | 'new' | null>(null)
  const [changing, setChanging] = useState<Item | null>(null)
  const [areRetiredShown, showRetired] = useState(false)
  const status = useStatusColumn<Item>()
  const isLive = useIsLive()
  const t = useTranslations()
  const hasRetired = items.some(({ active }) => !active)
  const shown = areRetiredShown ? items : items.filter(({ active }) => active)
  return (
    <>
      <PageTitle title={t(`pages.${kind}.title`)} help={t(`pages.${kind}.help`)}>
        <Button onPress={() => setOpened('new')} size="small">
          {t(`pages.${kind}.new`)}
        </Button>
      </PageTitle>
      {hasRetired && isLive && (
        <div className="mb-3">
          <SwitchInput label={t('console.showRetired')} isOn={areRetiredShown} onChange={showRetired} />
        </div>
      )}
      <DataTable
        label={t(`pages.${kind}.title`)}
        items={shown}
        keyOf={({ id }) => id}
        columns={areRetiredShown ? [...columns, status] : columns}
        sortedBy={sortedBy}
        onOpen={item => mayEdit(item) && setOpened(item)}
        actions={item =>
          mayEdit(item) && <RowActions {...props} item={item} onEdit={setOpened} onChangeActive={setChanging} />
        }
        empty={t(`pages.${kind}.empty`)}
      />
      {opened !== null && form(opened === 'new' ? null : opened, () => setOpened(null))}
      {changing !== null && (
        <ActiveDialog {...props} item={changing} name={nameOf(changing)} onClose={() => setChanging(null)} />
      )}
    </>
  )
}

type RowActionsProps<Item extends Kept> = Pick<CatalogueListProps<Item>, 'nameOf' | 'moreActions'> & {
  item: Item
  onEdit: (item: Item) => void
  onChangeActive: (item: Item) => void
}

function RowActions<Item extends Kept>(props: RowActionsProps<Item>) {
  const { item, nameOf, moreActions, onEdit, onChangeActive } = props
  const t = useTranslations()
  const name = nameOf(item)
  const change: RowAction = {
    id: 'active',
    label: item.active ? t('pages.retire') : t('pages.reinstate'),
    onAction: () => onChangeActive(item),
  }
  return (
    <>
      <Button tone="secondary" size="small" label={t('console.editNamed', { name })} onPress={() => onEdit(item)}>
        {t('console.edit')}
      </Button>
      <RowMenu label={t('pages.more', { name })} actions={[...(moreActions?.(item) ?? []), change]} />
    </>
  )
}

type ActiveDialogProps<Item extends Kept> = Pick<CatalogueListProps<Item>, 'kind' | 'setActive'> & {
  item: Item
  name: string
  onClose: () => void
}

function ActiveDialog<Item extends Kept>({ kind, setActive, item, name, onClose }: ActiveDialogProps<Item>) {
  const t = useTranslations('pages')
  const saved = useSaved(onClose)
  return (
    <ConfirmDialog
      title={item.active ? t(`${kind}.retireTitle`, { name }) : `${t('reinstate')} · ${name}`}
      confirmLabel={item.active ? t('retire') : t('reinstate')}
      send={() => setActive(item, !item.active)}
      onDone={() => saved()}
      onClose={onClose}
    >
      {item.active && <p>{t(`${kind}.retireText`)}</p>}
    </ConfirmDialog>
  )
}

function useStatusColumn<Item extends Kept>(): TableColumn<Item> {
  const t = useTranslations('pages')
  const textOf = ({ active }: Item) => (active ? t('inUse') : t('retired'))
  return {
    id: 'status',
    label: t('status'),
    value: textOf,
    cell: item => <StatusMark tone={item.active ? 'on' : 'off'}>{textOf(item)}</StatusMark>,
  }
}
