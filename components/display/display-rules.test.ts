import { expect, test } from 'vitest'
import type { ShownCall } from '@/lib/client/display-board'
import type { Hall } from '@/lib/client/display-hall'
import type { Message } from '@/lib/domain/catalogue'
import { DeviceId, eventId, TicketNumber } from '@/lib/domain/ids'
import { aloneSince, burnInShift, guidanceTurn, isQuiet, messageLines } from './display-rules'

const now = 10_000_000

test.each<['online' | 'local' | 'offline', number, number | null]>([
  ['offline', 30_000, null],
  ['offline', 30_001, now],
  ['local', 90_000, null],
  ['online', 90_000, null],
])('[SHOW-7] %s for %i ms: alone since %s', (rung, forMs, expected) => {
  expect(aloneSince({ rung, since: now, pendingCount: 0 }, now + forMs)).toBe(expected)
})

test('[SHOW-2, SHOW-6] guidance takes turns; the picture moves a little each ten minutes', () => {
  expect([0, 12_000, 24_000].map(at => guidanceTurn(at, 2))).toEqual([0, 1, 0])
  expect(guidanceTurn(12_000, 0)).toBe(0)
  expect([0, 1, 2, 3].map(turn => burnInShift(turn * 600_000))).toEqual([
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 2 },
  ])
})

test.each<[Hall['kind'], number | null, boolean]>([
  // hall        seconds since the last call, its place taken
  ['open', null, true],
  ['open', 3_600, false],
  ['before_opening', null, true],
  ['before_opening', 300, false],
  ['finishing', 3_600, false],
  ['done', 59, false],
  ['done', 60, true],
  ['closed', 60, true],
])('[SHOW-5] %s, the last call %s s ago: the hall reads of hours instead: %s', (kind, ago, expected) => {
  const hours = { opensAt: '07:30', ticketsFrom: null, isAllDay: false, holiday: null, next: null }
  const call: ShownCall = {
    ...{ call: eventId(DeviceId.parse('agent1'), 1, 1), number: TicketNumber.parse('A112'), station: '3', callNo: 1 },
    ...{ calledAt: now - (ago ?? 0) * 1_000, shownAt: now - (ago ?? 0) * 1_000 },
  }
  expect(isQuiet({ ...hours, kind }, ago === null ? [] : [call], now)).toBe(expected)
})

const said = (id: number, kind: Message['kind'], from: number, to: number | null): Message => ({
  ...{ id, kind, textFr: `F${id}`, textEn: `E${id}`, active: true },
  startsAt: now + from,
  endsAt: to === null ? null : now + to,
})
const MESSAGES = [
  said(1, 'notice', 0, null),
  said(2, 'notice', 10, 60),
  said(3, 'alert', 20, 30),
  said(4, 'alert', 25, 40),
]

test.each([
  [0, [1]],
  [10, [1, 2]],
  [20, [3]],
  [25, [3, 4]],
  [30, [4]],
  [40, [1, 2]],
  [60, [1]],
])('[SHOW-2] at %i the lines are %j: an alert alone as long as it lasts, else what the center says', (at, expected) => {
  expect(messageLines(MESSAGES, now + at).map(({ id }) => id)).toEqual(expected)
})
