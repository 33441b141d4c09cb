import type { Language } from '@/lib/domain/ids'

export type Sorted = { readonly column: string | null; readonly isDescending: boolean }

type Sortable<Item> = { readonly id: string; readonly value?: (item: Item) => string | number }
type Arrangement = { readonly typed: string; readonly sort: Sorted; readonly language: Language }

/**
 * The rows that hold all words that were typed, in whatever column, sorted as the language sorts: accents and capitals
 * are one letter, and 2 comes before 10.
 */
export function arrange<Item>(
  items: readonly Item[],
  columns: readonly Sortable<Item>[],
  { typed, sort, language }: Arrangement,
): readonly Item[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const found = items.filter(item => {
    const text = plain(columns.map(({ value }) => value?.(item) ?? '').join(' '))
    return words.every(word => text.includes(word))
  })
  const by = columns.find(({ id }) => id === sort.column)?.value
  if (!by) return found
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' })
  const sign = sort.isDescending ? -1 : 1
  return found.toSorted((a, b) => sign * inOrder(by(a), by(b), compare))
}

function inOrder(a: string | number, b: string | number, compare: (a: string, b: string) => number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
