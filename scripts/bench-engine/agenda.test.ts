import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from './agenda'

test('what is planned happens by time, and at one instant in the order in which it was planned', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 60 }), times => {
      const agenda = new Agenda()
      const happened: [number, number][] = []
      for (const [index, at] of times.entries()) agenda.plan(at, () => happened.push([agenda.now, index]))
      agenda.play(() => undefined)
      const expected = times
        .map((at, index): [number, number] => [at, index])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      expect(happened).toEqual(expected)
    }),
    { seed: 4, numRuns: 200 },
  )
})

test('also what is planned on the way, but never in the past', () => {
  const agenda = new Agenda()
  const seen: number[] = []
  let passed = 0
  agenda.plan(10, () => {
    agenda.plan(3, () => seen.push(agenda.now))
    agenda.plan(12, () => seen.push(agenda.now))
  })
  agenda.play(ms => {
    passed += ms
  })
  expect(seen).toEqual([10, 12])
  expect(passed).toBe(12)
})
