import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeviceHealth } from '@/lib/protocol/console'
import { STATUS_INTERVAL_MS } from '@/lib/protocol/sync-messages'
import { HealthTeller, OwnHealth } from './device-health-own'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function telling() {
  const own = new OwnHealth('build-1')
  const told: DeviceHealth[] = []
  const teller = new HealthTeller(own.health, health => told.push(health))
  return { own, told, teller, unsent: () => told.map(({ unsent }) => unsent) }
}

test('[DEV-13] a device says how it is with each sync, once a minute, and with a change that lasts', () => {
  const { own, teller, unsent } = telling()
  own.noteStorage({ usage: 1, quota: 2 }, true)
  teller.start()
  expect(unsent()).toEqual([0])

  own.note({ unsent: 1 })
  own.note({ unsent: 0 })
  vi.advanceTimersByTime(5_000)
  expect(unsent()).toEqual([0])

  own.note({ unsent: 3 })
  vi.advanceTimersByTime(5_000)
  expect(unsent()).toEqual([0, 3])

  vi.advanceTimersByTime(STATUS_INTERVAL_MS)
  expect(unsent()).toEqual([0, 3, 3])
  teller.start()
  expect(unsent()).toEqual([0, 3, 3, 3])

  own.note({ unsent: 9 })
  teller.stop()
  vi.advanceTimersByTime(STATUS_INTERVAL_MS * 2)
  expect(unsent()).toEqual([0, 3, 3, 3])
})

test('[DEV-13] before its storage was measured a device says nothing; then what a browser does not tell is 0', () => {
  const { own, told, teller } = telling()
  teller.start()
  own.note({ sound: 'blocked' })
  vi.advanceTimersByTime(5_000)
  expect(told).toEqual([])
  own.noteStorage({}, false)
  vi.advanceTimersByTime(5_000)
  expect(told).toMatchObject([{ sound: 'blocked', storage: { usedBytes: 0, quotaBytes: 0, isProtected: false } }])
})
