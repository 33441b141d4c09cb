import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SettleTimeout, watch } from './watchdog'

const LIMIT_MS = 5_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A watchdog over numbered clients, with the numbers of those that were retired. */
function watchNumbers() {
  const retired: number[] = []
  let opened = 0
  const watchdog = watch<number>(
    () => {
      opened += 1
      return opened
    },
    async client => {
      retired.push(client)
    },
    LIMIT_MS,
  )
  return { watchdog, retired }
}

const never = () => new Promise<never>(() => undefined)

test('work that settles in time has its own outcome, and its client stays', async () => {
  const { watchdog, retired } = watchNumbers()
  expect(await watchdog.use(async client => `client ${client}`)).toBe('client 1')
  await expect(watchdog.use(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  await vi.advanceTimersByTimeAsync(2 * LIMIT_MS)
  expect(retired).toEqual([])
})

test('work that hangs is rejected after the limit, and whoever comes next has a fresh client', async () => {
  const { watchdog, retired } = watchNumbers()
  const hung = expect(watchdog.use(never)).rejects.toBeInstanceOf(SettleTimeout)
  await vi.advanceTimersByTimeAsync(LIMIT_MS)
  await hung

  expect(retired).toEqual([1])
  expect(await watchdog.use(async client => client)).toBe(2)
})

test('ten pieces of work that hang on one client cost one client', async () => {
  const { watchdog, retired } = watchNumbers()
  const hung = Promise.allSettled(Array.from({ length: 10 }, () => watchdog.use(never)))
  await vi.advanceTimersByTimeAsync(LIMIT_MS)
  await hung
  expect(retired).toEqual([1])
  expect(watchdog.renewalCount()).toBe(1)
})

test('closing waits for the clients that were replaced, and leaves no timer', async () => {
  const endings: (() => void)[] = []
  const watchdog = watch(
    () => 'client',
    () => new Promise<void>(resolve => endings.push(resolve)),
    LIMIT_MS,
  )
  const hung = expect(watchdog.use(never)).rejects.toBeInstanceOf(SettleTimeout)
  await vi.advanceTimersByTimeAsync(LIMIT_MS)
  await hung

  let closed = false
  const closing = watchdog.close().then(() => {
    closed = true
  })
  endings[1]?.() // the current client
  await vi.advanceTimersByTimeAsync(0)
  expect(closed).toBe(false)
  endings[0]?.() // the replaced one
  await closing
  expect(vi.getTimerCount()).toBe(0)
})
