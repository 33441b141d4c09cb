import { expect, test } from 'vitest'
import { type DeviceSays, type FloorDevice, needsSomebody, troublesOf, worstFirst } from './floor-devices'
import { DeviceId } from './ids'

const FINE: DeviceSays = {
  ...{ version: 'a1b2c3', unsent: 0, printer: 'ok', sound: 'ok', screen: 'awake' },
  storage: { usedBytes: 10, quotaBytes: 1_000, isProtected: true },
}

function device(surface: FloorDevice['surface'], change: Partial<FloorDevice> = {}, says: Partial<DeviceSays> = {}) {
  const known = { device: DeviceId.parse('kiosk1'), label: surface, surface, isConnected: true, heardAt: 0 }
  return { ...known, clockOffsetMs: 0, isPaused: false, says: { ...FINE, ...says }, ...change }
}

const FULL = { usedBytes: 900, quotaBytes: 1_000, isProtected: false }

test.each<[string, FloorDevice, troubles: string, needed: boolean]>([
  // what                          device                                             troubles, somebody must go
  ['a kiosk in order', device('kiosk'), '', false],
  ['its printer fails', device('kiosk', {}, { printer: 'failed' }), 'printer_failed', true],
  ['its paper runs low', device('kiosk', {}, { printerSays: 'paper_low' }), 'paper_low', false],
  ['it has no printer', device('kiosk', {}, { printer: 'none' }), 'printer_none', true],
  ['a tablet needs no printer', device('agent', {}, { printer: 'none' }), '', false],
  ['a display without sound', device('display', {}, { sound: 'blocked' }), 'sound_blocked', true],
  ['its clips are missing', device('display', {}, { sound: 'none' }), 'sound_missing', true],
  ['a kiosk needs none', device('kiosk', {}, { sound: 'blocked' }), '', false],
  ['nor its clips', device('kiosk', {}, { sound: 'none' }), '', false],
  ['a clock two minutes off is right', device('agent', { clockOffsetMs: -120_000 }), '', false],
  ['more is not', device('agent', { clockOffsetMs: -120_001 }), 'wrong_clock', true],
  ['a full store', device('agent', {}, { storage: FULL }), 'storage_full storage_loose', true],
  ['paused by hand', device('kiosk', { isPaused: true }), 'paused', false],
  ['a screen that may go dark', device('display', {}, { screen: 'may_sleep' }), 'screen_sleeps', false],
  ['away: no more is known', device('kiosk', { isConnected: false }, { printer: 'failed' }), 'away', true],
  ['never said anything', device('kiosk', { says: null }), '', false],
])('[FLOOR-4] %s', (_what, each, troubles, needed) => {
  expect([troublesOf(each).join(' '), needsSomebody(each)]).toEqual([troubles, needed])
})

test('[FLOOR-4] who needs somebody comes first: what stops citizens, then what makes them late, then by kind and name', () => {
  const devices = [
    device('agent', { label: 'b' }),
    device('agent', { label: 'a' }),
    device('kiosk', { label: 'fine' }),
    device('display', { label: 'mute' }, { sound: 'blocked' }),
    device('kiosk', { label: 'gone', isConnected: false }),
    device('kiosk', { label: 'no paper' }, { printer: 'failed' }),
  ]
  expect(worstFirst(devices).map(({ label }) => label)).toEqual(['no paper', 'gone', 'mute', 'fine', 'a', 'b'])
})
