'use client'

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useState } from 'react'
import { Cell, Column, Row, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { useConsoleLanguage } from '../console-language'
import { arrange, type Sorted } from './arrange-rows'
import { FilterField } from './filter-field'
import { useIsLive } from './use-is-live'

export type TableColumn<Item> = {
  readonly id: string
  readonly label: string
  readonly cell: (item: Item) => ReactNode
  /** What the column is sorted and found by. Without it, it is neither. */
  readonly value?: (item: Item) => string | number
  readonly isEnd?: boolean
}

type DataTableProps<Item> = {
  /** Read out, and never shown: the page's title says the same. */
  label: string
  items: readonly Item[]
  keyOf: (item: Item) => number | string
  /** The first is what a row is called by. */
  columns: readonly TableColumn<Item>[]
  /** The column by which it is sorted at first. */
  sortedBy?: string
  /** What a row is for: Enter and a touch open it. */
  onOpen?: (item: Item) => void
  /** Buttons at the end of a row. */
  actions?: (item: Item) => ReactNode
  /** When there is nothing at all: what to do about it. */
  empty: ReactNode
  hasFilter?: boolean
}

/** Rows that are walked through by arrow keys, sorted by a heading, and found by a part of their text. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const t = useTranslations('console')
  const language = useConsoleLanguage()
  const isLive = useIsLive()
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<Sorted>({ column: props.sortedBy ?? null, isDescending: false })
  const shown = arrange(props.items, props.columns, { typed, sort, language })

  if (!isLive) return <p className="py-8 text-ink-soft text-lg">{t('loading')}</p>
  if (props.items.length === 0) return <div className="py-6 text-lg">{props.empty}</div>
  return (
    <div className="flex flex-col gap-3">
      {(props.hasFilter ?? props.items.length > 5) && (
        <FilterField value={typed} onChange={setTyped} count={shown.length} />
      )}
      <div className="overflow-x-auto rounded-2xl border border-line bg-surface">
        <Rows {...props} items={shown} sort={sort} onSort={setSort} />
      </div>
    </div>
  )
}

type RowsProps<Item> = DataTableProps<Item> & { sort: Sorted; onSort: (sort: Sorted) => void }

function Rows<Item>({ label, items, columns, keyOf, onOpen, actions, sort, onSort }: RowsProps<Item>) {
  const t = useTranslations('console')
  const descriptor: SortDescriptor | undefined =
    sort.column === null
      ? undefined
      : { column: sort.column, direction: sort.isDescending ? 'descending' : 'ascending' }
  const open = (key: number | string) => {
    const item = items.find(candidate => keyOf(candidate) === key)
    if (item !== undefined) onOpen?.(item)
  }
  return (
    <Table
      aria-label={label}
      {...(descriptor && { sortDescriptor: descriptor })}
      onSortChange={({ column, direction }) =>
        onSort({ column: String(column), isDescending: direction === 'descending' })
      }
      {...(onOpen && { onRowAction: open })}
      className="w-full text-left"
    >
      <TableHeader className="border-line border-b-2 bg-ground">
        {columns.map((column, index) => (
          <HeadCell key={column.id} column={column} isRowHeader={index === 0} />
        ))}
        {actions && (
          <Column id="actions" className="px-3 py-2 text-right font-semibold text-ink-soft">
            {t('actions')}
          </Column>
        )}
      </TableHeader>
      <TableBody renderEmptyState={() => <p className="px-3 py-6">{t('noMatch')}</p>}>
        {items.map(item => (
          <Row key={keyOf(item)} id={keyOf(item)} className={`${ROW} ${onOpen ? 'cursor-pointer' : ''}`}>
            {columns.map(column => (
              <Cell key={column.id} className={`${CELL} ${column.isEnd ? 'text-right tabular' : ''}`}>
                {column.cell(item)}
              </Cell>
            ))}
            {actions && (
              <Cell className={`${CELL} py-1`}>
                <RowButtons>{actions(item)}</RowButtons>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const ROW = 'border-line border-b last:border-0 data-[hovered]:bg-green-tint -outline-offset-4'
const CELL = 'px-3 py-2.5 align-middle -outline-offset-4'

function HeadCell<Item>({ column, isRowHeader }: { column: TableColumn<Item>; isRowHeader: boolean }) {
  return (
    <Column
      id={column.id}
      isRowHeader={isRowHeader}
      allowsSorting={column.value !== undefined}
      className={`h-11 px-3 py-2 font-semibold text-ink-soft -outline-offset-4 data-[allows-sorting]:cursor-pointer ${column.isEnd ? 'text-right' : ''}`}
    >
      {({ sortDirection }) => (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          {column.label}
          {sortDirection !== undefined && <SortSign isDescending={sortDirection === 'descending'} />}
        </span>
      )}
    </Column>
  )
}

/** A press on one of them is not one on the row as well, which would open it behind what the button does. */
function RowButtons({ children }: { children: ReactNode }) {
  const keep = (event: SyntheticEvent) => event.stopPropagation()
  const keepPress = (event: KeyboardEvent) => /^( |Enter)$/.test(event.key) && event.stopPropagation()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: reason: it does nothing itself, and only keeps events from the row
    <div
      className="flex justify-end gap-2"
      onPointerDown={keep}
      onMouseDown={keep}
      onPointerUp={keep}
      onClick={keep}
      onKeyDown={keepPress}
      onKeyUp={keepPress}
    >
      {children}
    </div>
  )
}

function SortSign({ isDescending }: { isDescending: boolean }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 fill-current">
      <path d={isDescending ? 'M1 3h10L6 10z' : 'M1 9h10L6 2z'} />
    </svg>
  )
}
