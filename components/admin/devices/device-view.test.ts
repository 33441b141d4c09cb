import { expect, test } from 'vitest'
import { DeviceId } from '@/lib/domain/ids'
import { unsentOf, viewOf } from './device-view'

const NOON = Date.parse('2026-03-02T11:00:00Z')
const STORED = {
  version: 'build-1',
  unsent: 2,
  storage: { usedBytes: 1, quotaBytes: 100, isProtected: true },
  printer: 'ok',
  sound: 'none',
  screen: 'awake',
} as const
const ROW = {
  id: DeviceId.parse('kkkkkk'),
  surface: 'kiosk',
  label: 'Borne 1',
  issuerDigit: 1,
  enrolledAt: NOON - 9_000,
  lastSeenAt: NOON - 3_000,
  health: STORED,
  healthAt: NOON - 1_000,
  revokedAt: null,
} as const
const HEARD = {
  device: ROW.id,
  connectedSince: NOON,
  heardAt: NOON,
  clockOffsetMs: 0,
  health: { ...STORED, unsent: 0, printer: 'failed' },
  healthAt: NOON,
} as const
const AWAY = { ...HEARD, connectedSince: null }
const NEWER = { ...HEARD, health: null }

test.each([
  // of the table, told by the server, state, unsent, as of, troubles
  ['connected, with its health of now', ROW, HEARD, 'connected', 0, null, ['printer_failed']],
  ['connected, and a newer program: the health of before', ROW, NEWER, 'connected', 2, null, []],
  ['away, with what it said last', ROW, AWAY, 'away', 0, NOON, []],
  ['not heard since the server started', ROW, undefined, 'unheard', 2, NOON - 1_000, []],
  ['revoked, though it is still connected', { ...ROW, revokedAt: NOON }, HEARD, 'revoked', 0, NOON, []],
] as const)('[DEV-17] a device is %s', (_what, row, report, kind, unsent, asOf, troubles) => {
  const view = viewOf(row, report)
  expect([view.state.kind, unsentOf(view), view.healthAsOf, view.troubles]).toEqual([kind, unsent, asOf, troubles])
})

test('[DEV-17] a device that never came is said so', () => {
  const never = { ...ROW, lastSeenAt: null, health: null, healthAt: null }
  expect(viewOf(never, undefined)).toMatchObject({ state: { kind: 'unheard', since: null }, health: null })
})
