import type { Interval } from './figures'

export type Bound =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly between: readonly [number, number] }

/** Collects what was aimed at and what came out; the last word of the bench. */
export class Report {
  readonly #rows: (readonly string[])[] = []
  #failed = 0

  /** @param shown the figure as it is printed, when more is to be said than its value. */
  target(what: string, figure: number, bound: Bound, shown = numberText(figure)): void {
    const isMet = meets(figure, bound)
    if (!isMet) this.#failed++
    this.#rows.push([what, boundText(bound), shown, isMet ? 'PASS' : 'FAIL'])
  }

  /** Prints the targets of a part, under its tables. */
  flush(part: string): void {
    if (this.#rows.length === 0) return
    printTable(`${part}: targets`, [['figure', 'target', 'measured', ''], ...this.#rows.splice(0)])
  }

  get failed(): number {
    return this.#failed
  }
}

/** A figure that is not a number meets nothing. */
export function meets(figure: number, bound: Bound): boolean {
  if ('atMost' in bound) return figure <= bound.atMost
  if ('atLeast' in bound) return figure >= bound.atLeast
  return figure >= bound.between[0] && figure <= bound.between[1]
}

function boundText(bound: Bound): string {
  if ('atMost' in bound) return bound.atMost === 0 ? '0' : `<= ${numberText(bound.atMost)}`
  if ('atLeast' in bound) return `>= ${numberText(bound.atLeast)}`
  return `${numberText(bound.between[0])} to ${numberText(bound.between[1])}`
}

export function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1)
}

export function intervalText({ value, low, high }: Interval): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
}

/** Prints rows under a heading, columns as wide as they need to be; the first row names them. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  console.log(`\n${title}`)
  for (const row of rows) console.log(`  ${line(row).trimEnd()}`)
}
