import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { PreEnrollmentCode, ServiceDay } from '@/lib/domain/ids'
import { markOf } from './code-mark'

const CODE = PreEnrollmentCode.parse('CNI2025001234')
const DAY = ServiceDay.parse('2026-03-02')
const KEY = Buffer.alloc(32, 7)
const KEYS = { [DAY]: KEY.toString('base64url') }

test('a mark is the first 8 bytes of the keyed hash of the code', async () => {
  const expected = createHmac('sha256', KEY).update(CODE).digest().subarray(0, 8).toString('base64url')
  expect(await markOf(CODE, DAY, KEYS)).toBe(expected)
})

test('without a key for the day there is no mark', async () => {
  expect(await markOf(CODE, ServiceDay.parse('2026-03-03'), KEYS)).toBe(null)
})
