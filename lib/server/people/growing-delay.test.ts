import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GrowingDelay, pauseAfter } from './growing-delay'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Attempts that all fail: `ok`, or the seconds to wait. */
async function attempts(delay: GrowingDelay, count: number, key = 'AG-014'): Promise<(string | number)[]> {
  const told = await Promise.all(Array.from({ length: count }, () => delay.begin(key)))
  return told.map(answer => (answer.ok ? 'ok' : answer.refusal.retryAfterMs / 1000))
}

test('[PEOPLE-5] the pause after each failure in a row, in seconds', () => {
  const pauses = Array.from({ length: 12 }, (_, index) => pauseAfter(index + 1))
  expect(pauses).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

test('[PEOPLE-5] a thousand guesses at once are four guesses', async () => {
  const told = await attempts(new GrowingDelay(), 1_000)
  expect(told.filter(answer => answer === 'ok')).toHaveLength(4)
  expect(new Set(told)).toEqual(new Set(['ok', 1]))
})

test('[PEOPLE-5] who waits as long as he was told is let through, and waits longer the next time', async () => {
  const delay = new GrowingDelay()
  await attempts(delay, 4)
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    vi.advanceTimersByTime(seconds * 1000 - 1)
    expect(await attempts(delay, 1)).toEqual([0.001])
    vi.advanceTimersByTime(1)
    expect(await attempts(delay, 1)).toEqual(['ok'])
    expect(await delay.pauseOf('AG-014')).toBe(Math.min(seconds * 2, 60) * 1000)
  }
})

test('[PEOPLE-5] what was refused unheard does not lengthen the pause', async () => {
  const delay = new GrowingDelay()
  await attempts(delay, 4)
  await attempts(delay, 50)
  vi.advanceTimersByTime(1000)
  expect(await attempts(delay, 2)).toEqual(['ok', 2])
})

test('[PEOPLE-5] a right password forgives, and an hour does', async () => {
  const delay = new GrowingDelay()
  await attempts(delay, 4)
  await delay.succeeded('AG-014')
  expect(await attempts(delay, 5)).toEqual(['ok', 'ok', 'ok', 'ok', 1])
  vi.advanceTimersByTime(3_600_000)
  expect(await attempts(delay, 5)).toEqual(['ok', 'ok', 'ok', 'ok', 1])
})

test('[PEOPLE-5] a fault of ours is no failure of his', async () => {
  const delay = new GrowingDelay()
  await attempts(delay, 3)
  for (let fault = 0; fault < 5; fault++) {
    expect(await attempts(delay, 1)).toEqual(['ok'])
    await delay.takeBack('AG-014')
  }
})

test('[PEOPLE-5] accounts without number take bounded memory', async () => {
  const delay = new GrowingDelay()
  for (let account = 0; account < 25_000; account++) await delay.begin(`stranger ${account}`)
  expect(vi.getTimerCount()).toBeLessThanOrEqual(20_001)
})
