import { expect, test } from 'vitest'
import { ServiceDay, TicketId } from '@/lib/domain/ids'
import { INTAKE_ROWS_MAX, type IntakeRow, rowKey } from '@/lib/protocol/intake'
import { bringRows, Refusals } from './intake-bringing'

const row = (day: number, ticket: number): IntakeRow => ({
  day: ServiceDay.parse(`2026-03-0${day}`),
  ticket: TicketId.parse(`A${101 + ticket}.k3f9xq`),
  sealed: '',
})
const rowsOf = (day: number, count: number) => Array.from({ length: count }, (_, index) => row(day, index))

/** A kiosk that has sealed these rows, at a server that refuses those of some days, or has gone after some requests. */
function kiosk(rows: readonly IntakeRow[], refusedDays: readonly number[], answers = Number.POSITIVE_INFINITY) {
  let kept = [...rows]
  const asked: string[] = []
  const refusals = new Refusals()
  const erase = async (brought: readonly IntakeRow[]) => {
    kept = kept.filter(row => !brought.includes(row))
  }
  const isRefused = (row: IntakeRow) => refusedDays.includes(Number(row.day.at(-1)))
  const push = () =>
    bringRows({ rows: async () => kept, erase }, refusals, async batch => {
      const days = new Set(batch.map(({ day }) => day.at(-1)))
      asked.push(`${batch.length} of day ${[...days].join(' and ')}`)
      return asked.length > answers ? null : new Set(batch.filter(isRefused).map(rowKey))
    })
  const seal = (more: readonly IntakeRow[]) => kept.push(...more)
  return { asked, refusals, push, seal, kept: () => kept.length }
}

test('[PRIV-6] what the server refuses holds up nothing: today is brought first, then each other row once', async () => {
  const { push, asked, kept } = kiosk([...rowsOf(1, INTAKE_ROWS_MAX + 5), ...rowsOf(2, 3)], [1])
  expect([await push(), asked, kept()]).toEqual([true, ['20 of day 2 and 1', '8 of day 1'], 25])
})

test('[PRIV-6] what was refused once waits behind what the server has not seen, and is given up after five times', async () => {
  const { push, seal, asked, refusals } = kiosk(rowsOf(2, 2), [2])
  await push()
  seal(rowsOf(1, INTAKE_ROWS_MAX))
  await push()
  expect(asked.splice(0)).toEqual(['2 of day 2', '20 of day 1', '2 of day 2'])
  for (const times of [3, 4]) expect([await push(), refusals.givenUpCount, times]).toEqual([true, 0, times])
  expect([await push(), refusals.givenUpCount, asked.length]).toEqual([false, 2, 3])
  expect([await push(), asked.length]).toEqual([false, 3])
})

test.each([
  // rows kept, answers, something left
  [0, 0, false],
  [3, 0, true],
  [3, 1, false],
  [25, 1, true],
  [25, 2, false],
])('[PRIV-6] of %i rows, with %i answers, something is left: %s', async (count, answers, isLeft) => {
  const { push, kept } = kiosk(rowsOf(1, count), [], answers)
  expect([await push(), kept() > 0]).toEqual([isLeft, isLeft])
})
