import { expect, test } from 'vitest'
import { type Foretold, NOTHING_FORETOLD } from '@/lib/domain/estimates'
import { waitSpan } from './wait-span'

const told = (fromMinutes: number, toMinutes: number): Foretold => ({
  ...NOTHING_FORETOLD,
  wait: { kind: 'range', fromMinutes, toMinutes },
})

test.each<[string, readonly Foretold[], ReturnType<typeof waitSpan>]>([
  ['nothing is foretold yet', [], null],
  ['nobody serves', [NOTHING_FORETOLD], { kind: 'unknown' }],
  ['one service', [told(5, 15)], { kind: 'range', fromMinutes: 5, toMinutes: 15 }],
  ['several', [told(20, 40), NOTHING_FORETOLD, told(5, 15)], { kind: 'range', fromMinutes: 5, toMinutes: 40 }],
])('[KIOSK-3] who has not said yet what he comes for is told from the shortest to the longest: %s', (_, all, span) => {
  expect(waitSpan(all)).toEqual(span)
})
