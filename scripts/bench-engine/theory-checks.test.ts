import { expect, test } from 'vitest'
import { runCheck, THEORY_CHECKS } from './theory-checks'

test('thirteen figures of seven queues', () => {
  expect(THEORY_CHECKS).toHaveLength(7)
  expect(THEORY_CHECKS.flatMap(({ figures }) => figures)).toHaveLength(13)
})

test('a short run of the M/M/10 queue is near Erlang C, and replays', () => {
  const [lines] = THEORY_CHECKS
  if (!lines) throw new Error('no check')
  const [, waits = 0] = runCheck(lines, 10_000, 'near')
  expect(Math.abs(waits - (lines.figures[1]?.theory ?? 0))).toBeLessThan(0.06)
  expect(runCheck(lines, 1_000, 'again')).toEqual(runCheck(lines, 1_000, 'again'))
})
