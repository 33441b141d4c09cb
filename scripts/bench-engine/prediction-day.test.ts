import { expect, test } from 'vitest'
import { centerWorld } from './center-world'
import { meanOf } from './figures'
import { NO_PAST, predictedDay } from './prediction-day'
import { NORMAL } from './scenarios'

const world = centerWorld(NORMAL, 'told')

test('who is asked for is told his wait, and it is compared with what came', () => {
  const { told, unknown, past } = predictedDay(world, NO_PAST, number => number % 10 === 0)
  expect(told.length + unknown).toBe(Math.ceil(world.citizens.length / 10))
  expect(past.outcomes).toHaveLength(told.length)
  expect(past.arrivals[0]?.arrivals).toHaveLength(world.citizens.length)
  for (const { low, median, high } of told) {
    expect(low).toBeLessThanOrEqual(median)
    expect(median).toBeLessThanOrEqual(high)
  }
  const error = (estimate: 'median' | 'naive') => meanOf(told.map(one => Math.abs(one[estimate] - one.waited)))
  expect(error('median')).toBeLessThan(error('naive'))
})

test('being told changes nothing: the same waits whoever is asked for', () => {
  const waits = (isAsked: (number: number) => boolean) =>
    new Map(predictedDay(world, NO_PAST, isAsked).told.map(one => [one.checkedInAt, one.waited]))
  const all = waits(number => number % 5 === 0)
  for (const [checkedInAt, waited] of waits(number => number % 10 === 0)) expect(all.get(checkedInAt)).toBe(waited)
})
