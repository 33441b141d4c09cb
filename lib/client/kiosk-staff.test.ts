import { expect, test } from 'vitest'
import { kiosk } from '@/tests/support/day'
import { Kiosk } from '@/tests/support/kiosk'
import { pauseOwnKiosk, ticketNumbered } from './kiosk-staff'

test('[CORNER-5] paused at its own screen it is paused in its own queue, until it is resumed there; a start changes nothing', async () => {
  const device = await Kiosk.start()
  const isPaused = () => device.replica.queue.dayState.pausedKiosks.has(kiosk(1))
  expect([await pauseOwnKiosk(device.replica, kiosk(1), true), isPaused()]).toEqual([true, true])
  await device.restart()
  expect(isPaused()).toBe(true)
  expect([await pauseOwnKiosk(device.replica, kiosk(1), false), isPaused()]).toEqual([true, false])
})

test('[CORNER-5] a pause that could not be stored is none, and says so', async () => {
  const device = await Kiosk.start()
  device.store.failing.add('commit')
  expect(await pauseOwnKiosk(device.replica, kiosk(1), true)).toBe(false)
  expect(device.replica.queue.dayState.pausedKiosks.size).toBe(0)
})

test('[CORNER-4] a ticket of today is found by its number, and no other is', async () => {
  const device = await Kiosk.start()
  expect(await device.checkInTimes(2)).toEqual(['A101', 'A102'])
  expect(ticketNumbered(device.replica, 'A102')).toMatch(/^A102\./)
  expect([ticketNumbered(device.replica, 'A103'), ticketNumbered(device.replica, 'A10')]).toEqual([null, null])
})
