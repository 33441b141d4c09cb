import { compareText } from '@/lib/domain/stamp'
import { INTAKE_ROWS_MAX, type IntakeRow, rowKey } from '@/lib/protocol/intake'
import type { IntakeCollection } from './intake-collection'

/** A row that was refused so often is tried again at the next start of the program. */
const TRIES_MAX = 5

/** What a server will not take, so far: how often it said so, by row. */
export class Refusals {
  readonly #counts = new Map<string, number>()

  add(key: string): void {
    this.#counts.set(key, this.of(key) + 1)
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  mayBeBrought(row: IntakeRow): boolean {
    return this.of(rowKey(row)) < TRIES_MAX
  }

  get givenUpCount(): number {
    return [...this.#counts.values()].filter(count => count >= TRIES_MAX).length
  }
}

/** The keys of what was refused; null when there was no answer, or none for now. */
type Send = (rows: readonly IntakeRow[]) => Promise<ReadonlySet<string> | null>

/**
 * Brings each row once. What the server has refused before waits behind what it has not seen, and an earlier day behind
 * today, whose visitors are called soon.
 *
 * @returns whether something is left that may be brought later.
 */
export async function bringRows(
  kept: Pick<IntakeCollection, 'rows' | 'erase'>,
  refusals: Refusals,
  send: Send,
): Promise<boolean> {
  const sent = new Set<string>()
  for (;;) {
    const rows = (await kept.rows()).filter(row => refusals.mayBeBrought(row))
    const batch = rows
      .filter(row => !sent.has(rowKey(row)))
      .sort(firstToBring(refusals))
      .slice(0, INTAKE_ROWS_MAX)
    const refused = batch.length > 0 ? await send(batch) : null
    if (!refused) return rows.length > 0
    for (const row of batch) sent.add(rowKey(row))
    for (const key of refused) refusals.add(key)
    await kept.erase(batch.filter(row => !refused.has(rowKey(row))))
  }
}

function firstToBring(refusals: Refusals): (a: IntakeRow, b: IntakeRow) => number {
  const isRefused = (row: IntakeRow) => (refusals.of(rowKey(row)) > 0 ? 1 : 0)
  return (a, b) => isRefused(a) - isRefused(b) || compareText(b.day, a.day) || compareText(a.ticket, b.ticket)
}
