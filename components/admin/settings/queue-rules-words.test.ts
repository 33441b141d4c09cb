import { expect, test } from 'vitest'
import type { QueueRules } from '@/lib/domain/catalogue'
import { ServiceDay } from '@/lib/domain/ids'
import { dayAfter, rulesFrom } from './queue-rules-words'

const day = (text: string) => ServiceDay.parse(text)
const rules = (version: number, from: string): QueueRules => ({
  version,
  from: day(from),
  discipline: 'fifo',
  preset: 'balanced',
})
const [march1, march5, march5again, april1] = [
  rules(1, '2026-03-01'),
  rules(2, '2026-03-05'),
  rules(3, '2026-03-05'),
  rules(4, '2026-04-01'),
]

test.each([
  ['2026-02-28', undefined, [1, 3, 4]],
  ['2026-03-04', 1, [3, 4]],
  ['2026-03-05', 3, [4]],
  ['2026-05-01', 4, []],
])('[CONSOLE-5] on %s version %s counts, and %j follow', (today, now, coming) => {
  const found = rulesFrom(day(today), [april1, march5, march1, march5again])
  expect(found.now).toMatchObject(now === undefined ? { from: null, discipline: 'hybrid' } : { version: now })
  expect(found.coming.map(({ version }) => version)).toEqual(coming)
})

test.each([
  ['2026-02-28', '2026-03-01'],
  ['2028-02-28', '2028-02-29'],
  ['2026-12-31', '2027-01-01'],
])('[CONSOLE-5] a rule that is chosen on %s is from %s on at the earliest', (today, tomorrow) => {
  expect(dayAfter(day(today))).toBe(tomorrow)
})
